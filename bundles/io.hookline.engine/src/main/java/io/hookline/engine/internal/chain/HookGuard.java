package io.hookline.engine.internal.chain;

import io.hookline.api.ErrorPolicy;
import io.hookline.api.PointSpec;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Guards one hook: learns how it fails, and decides what chains call in its place. Safe for use by many threads. */
public interface HookGuard {

    /** A guard that does nothing. */
    HookGuard NONE = new HookGuard() {

        @Override
        public ErrorPolicy errorPolicy(PointSpec<?> spec) {
            return spec.errorPolicy();
        }

        @Override
        public boolean isAttached(PointSpec<?> spec) {
            return true;
        }

        @Override
        public boolean isSettled(PointSpec<?> spec) {
            return true;
        }

        @Override
        public void attach(PointSpec<?> spec, ChainEntry hook) {}

        @Override
        public @Nullable Object target(PointSpec<?> spec) {
            return null;
        }

        @Override
        public boolean isNonBlocking(Object target) {
            return false;
        }

        @Override
        public @Nullable Runnable abandon(Set<Object> targets) {
            return null;
        }

        @Override
        public void failed(Throwable failure, ErrorPolicy policy) {}

        @Override
        public void refused() {}

        @Override
        public void informed() {}

        @Override
        public void used(long cpuNanos, long allocatedBytes) {}

        @Override
        public void close() {}
    };

    /** What a failure of the hook does at a point. */
    ErrorPolicy errorPolicy(PointSpec<?> spec);

    /** Whether chains at a point can call the hook. */
    boolean isAttached(PointSpec<?> spec);

    /** Whether {@link #attach} has nothing to do at a point. */
    boolean isSettled(PointSpec<?> spec);

    /**
     * Attaches the hook to its runner for a point, which may start threads or processes. Called without any lock. Never
     * throws.
     */
    void attach(PointSpec<?> spec, ChainEntry hook);

    /**
     * The target of chains: the hook itself, or an object in front of it. The same object as long as nothing changes. A
     * getter, for a hook that is attached; null: the hook itself.
     */
    @Nullable
    Object target(PointSpec<?> spec);

    /**
     * Whether calls of a target of chains never block the calling thread: the hook declares it, has kept its word, and
     * the target runs it on that thread. A getter, which starts nothing.
     */
    boolean isNonBlocking(Object target);

    /**
     * Takes note of what chains call from a coming generation on.
     *
     * @param targets compared by identity
     * @return what to do once no call of an earlier generation is left; null if nothing
     */
    @Nullable
    Runnable abandon(Set<Object> targets);

    /**
     * A call failed, on the calling thread.
     *
     * @param failure what the hook threw; an error that is not the hook's own as well
     * @param policy what the failure did
     */
    void failed(Throwable failure, ErrorPolicy policy);

    /** A call was refused and did not reach the hook. */
    void refused();

    /** The hook's properties have changed. */
    void informed();

    /** Reports what one measured call used. */
    void used(long cpuNanos, long allocatedBytes);

    /** The hook's service is gone. */
    void close();
}
