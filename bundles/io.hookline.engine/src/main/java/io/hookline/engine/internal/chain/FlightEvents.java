package io.hookline.engine.internal.chain;

import io.hookline.api.HookFailedException;
import io.hookline.engine.contract.ContractMethod;
import io.hookline.engine.internal.event.FlightRecording;
import java.util.concurrent.TimeUnit;
import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;

/**
 * The hooks' events for Java Flight Recorder. They cost nothing while no recording runs, or where there is no recorder.
 */
final class FlightEvents {

    private FlightEvents() {}

    /** Whether a recording is running that takes slow calls. */
    static boolean wantEveryCall() {
        try {
            return FlightRecording.isUsed() && new HookCall().isEnabled();
        } catch (LinkageError e) {
            FlightRecording.failed(e);
            return false;
        }
    }

    /** A hook was called and timed; recorded if it took 10 ms or longer. */
    static void called(String point, ChainEntry hook, ContractMethod method, long nanos) {
        if (nanos >= TimeUnit.MILLISECONDS.toNanos(HookCall.SLOW_MILLIS)) {
            FlightRecording.emit(() -> {
                HookCall event = new HookCall();
                event.point = point;
                event.hook = hook.info().label();
                event.method = method.name();
                event.took = nanos;
                event.commit();
            });
        }
    }

    /** A hook has failed. */
    static void failed(String point, ChainEntry hook, ContractMethod method, Throwable failure) {
        FlightRecording.emit(() -> {
            HookFailure event = new HookFailure();
            event.point = point;
            event.hook = hook.info().label();
            event.method = method.name();
            event.failure = HookFailedException.describe(failure);
            event.commit();
        });
    }

    @Name("io.hookline.HookCall")
    @Label("Slow Hook Call")
    @Category("Hookline")
    @Description("A hook took 10 ms or longer")
    @StackTrace(false)
    static final class HookCall extends Event {

        static final long SLOW_MILLIS = 10;

        @Label("Hook Point")
        String point = "";

        @Label("Hook")
        String hook = "";

        @Label("Method")
        String method = "";

        @Label("Took")
        @Timespan
        long took;
    }

    @Name("io.hookline.HookFailure")
    @Label("Hook Failure")
    @Category("Hookline")
    @Description("A hook threw")
    static final class HookFailure extends Event {

        @Label("Hook Point")
        String point = "";

        @Label("Hook")
        String hook = "";

        @Label("Method")
        String method = "";

        @Label("Failure")
        String failure = "";
    }
}
