package io.hookline.engine.internal.chain;

import io.hookline.api.trace.CallObserver;
import io.hookline.api.trace.CallObserver.Ending;
import io.hookline.api.trace.CallObserver.PointObserver;
import io.hookline.engine.contract.ContractMethod;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the observer of a scope what its calls do. Only loops that take the time come here: an observed scope runs
 * them, and others a few times a second. Whatever an observer throws has no effect on the call.
 */
final class ObservedCalls {

    private static final Logger LOG = LoggerFactory.getLogger("io.hookline.hooks");

    private volatile @Nullable Supplier<@Nullable CallObserver> ofThread;

    @SuppressWarnings("ThreadLocalUsage") // One for each engine, of which a JVM has one, or few; nothing stays in it.
    private final ThreadLocal<@Nullable PointObserver> innermost = new ThreadLocal<>();

    /** Finds the observer of the scope that the calling thread is in. */
    void findBy(Supplier<@Nullable CallObserver> finder) {
        ofThread = finder;
    }

    /**
     * Runs a chain, and tells the scope's observer, if it has one.
     *
     * @throws Throwable what the host's caller is to see
     */
    @Nullable
    Object callPoint(LoopDispatch loop, String point, ContractMethod method, @Nullable Object[] arguments)
            throws Throwable {
        PointObserver around = innermost.get();
        PointObserver observer = begin(point);
        if (observer == null && around == null) {
            return loop.compose(method, arguments);
        }
        Throwable thrown = null;
        show(observer);
        try {
            return loop.compose(method, arguments);
        } catch (Throwable failure) {
            thrown = failure;
            throw failure;
        } finally {
            show(around);
            if (observer != null) {
                end(observer, thrown);
            }
        }
    }

    /**
     * Calls a hook, and tells the observer of its point's call, if there is one.
     *
     * @throws Throwable what the hook threw
     */
    @Nullable
    Object callHook(ChainEntry hook, ContractMethod method, @Nullable Object[] arguments) throws Throwable {
        PointObserver point = innermost.get();
        Ending observer = point == null ? null : begin(point, hook);
        if (observer == null) {
            return method.invoke(hook.target(), arguments);
        }
        Throwable thrown = null;
        try {
            return method.invoke(hook.target(), arguments);
        } catch (Throwable failure) {
            thrown = failure;
            throw failure;
        } finally {
            end(observer, thrown);
        }
    }

    private void show(@Nullable PointObserver observer) {
        if (observer == null) {
            innermost.remove();
        } else {
            innermost.set(observer);
        }
    }

    private @Nullable PointObserver begin(String point) {
        Supplier<@Nullable CallObserver> finder = ofThread;
        CallObserver observer = finder == null ? null : finder.get();
        if (observer == null) {
            return null;
        }
        try {
            return observer.pointCalled(point);
        } catch (Exception | LinkageError | StackOverflowError e) {
            failed(e);
            return null;
        }
    }

    private static @Nullable Ending begin(PointObserver point, ChainEntry hook) {
        try {
            return point.hookCalled(
                    hook.info().release().name(),
                    hook.info().release().version(),
                    hook.info().name());
        } catch (Exception | LinkageError | StackOverflowError e) {
            failed(e);
            return null;
        }
    }

    private static void end(PointObserver observer, @Nullable Throwable thrown) {
        try {
            observer.ended(thrown);
        } catch (Exception | LinkageError | StackOverflowError e) {
            failed(e);
        }
    }

    private static void end(Ending observer, @Nullable Throwable thrown) {
        try {
            observer.ended(thrown);
        } catch (Exception | LinkageError | StackOverflowError e) {
            failed(e);
        }
    }

    private static void failed(Throwable failure) {
        LOG.warn("an observer of calls has failed; the call goes on", failure);
    }
}
