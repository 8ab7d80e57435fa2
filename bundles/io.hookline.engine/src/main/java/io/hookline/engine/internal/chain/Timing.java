package io.hookline.engine.internal.chain;

import io.hookline.api.hook.Next;
import io.hookline.api.trace.CallObserver;
import io.hookline.engine.contract.ContractMethod;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Takes the time of hooks: of a point's first call in each tenth of a second, or of all calls while a flight recording
 * asks for them.
 */
public final class Timing {

    private final CallMeter meter = new CallMeter();
    private final ObservedCalls observed = new ObservedCalls();
    private volatile boolean all;

    /** Whether all calls are timed, from the next sample on. */
    boolean isAll() {
        return all;
    }

    /** Has the calls of scopes told to their observers; finds that of the calling thread's scope. */
    public void observeBy(Supplier<@Nullable CallObserver> finder) {
        observed.findBy(finder);
    }

    /** Who is told of calls. */
    ObservedCalls observed() {
        return observed;
    }

    /** Checks whether a flight recording asks for every call to be timed. */
    public void followRecordings() {
        all = FlightEvents.wantEveryCall();
    }

    /**
     * Calls a hook and takes the time.
     *
     * @throws Throwable what the hook threw
     */
    @Nullable
    Object invokeTimed(LinkedChain chain, ChainEntry hook, ContractMethod method, @Nullable Object[] arguments)
            throws Throwable {
        long start = System.nanoTime();
        CallMeter.Measure measure = all ? null : meter.begin();
        try {
            return observed.callHook(hook, method, arguments);
        } finally {
            if (measure != null) {
                measure.endOf(hook.record().guard());
            }
            recordLatency(chain, hook, method, System.nanoTime() - start);
        }
    }

    /**
     * Runs the host's action, so that what it uses is attributed to no hook.
     *
     * @throws Exception what the action threw
     */
    @SuppressWarnings("NullAway") // The action's argument is a nullable type here, which NullAway does not see.
    @Nullable
    Object proceedMeasured(Next<@Nullable Object, @Nullable Object> action, @Nullable Object argument)
            throws Exception {
        CallMeter.Measure measure = all ? null : meter.begin();
        try {
            return action.proceed(argument);
        } finally {
            if (measure != null) {
                measure.end();
            }
        }
    }

    /** Takes note of how long a hook took. */
    void recordLatency(LinkedChain chain, ChainEntry hook, ContractMethod method, long nanos) {
        hook.record().recordLatency(nanos);
        if (all) {
            FlightEvents.called(chain.spec().name(), hook, method, nanos);
        }
    }
}
