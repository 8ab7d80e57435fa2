package io.hookline.engine.internal.chain;

import io.hookline.api.ErrorPolicy;
import io.hookline.api.PointSpec;

/** Guards one hook: is told how it fails, and says what stands for it in chains. Safe for use by many threads. */
public interface HookGuard {

    /** Guards nothing. */
    HookGuard NONE = new HookGuard() {

        @Override
        public ErrorPolicy errorPolicy(PointSpec<?> spec) {
            return spec.errorPolicy();
        }

        @Override
        public Object callee(PointSpec<?> spec, ChainEntry hook) {
            return hook.service();
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

    /**
     * What chains call: the hook itself, or what stands before it. The same object as long as nothing changes.
     */
    Object callee(PointSpec<?> spec, ChainEntry hook);

    /**
     * A call failed, on the calling thread.
     *
     * @param failure what the hook threw; an error that is not the hook's own as well
     * @param policy what the failure did
     */
    void failed(Throwable failure, ErrorPolicy policy);

    /** A call was refused by what stands before the hook. */
    void refused();

    /** The hook's properties have changed. */
    void informed();

    /** What one call used that was measured. */
    void used(long cpuNanos, long allocatedBytes);

    /** The hook's service is gone. */
    void close();
}
