package io.hookline.core.internal.chain;

import io.hookline.api.ErrorPolicy;
import io.hookline.api.PointSpec;

/** Guards one hook: is told how it fails, and says what stands for it in chains. Safe for use by many threads. */
public interface HookGuard extends CallMeter.Account {

    /** Guards nothing. */
    HookGuard NONE = new HookGuard() {

        @Override
        public ErrorPolicy errorPolicy(PointSpec<?> spec) {
            return spec.errorPolicy();
        }

        @Override
        public Object callee(PointSpec<?> spec, ChainedHook hook) {
            return hook.service();
        }

        @Override
        public void failed(Throwable failure, ErrorPolicy policy) {}

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
    Object callee(PointSpec<?> spec, ChainedHook hook);

    /**
     * A call failed, on the calling thread.
     *
     * @param failure what the hook threw; an error that is not the hook's own as well
     * @param policy what the failure did
     */
    void failed(Throwable failure, ErrorPolicy policy);

    /** What one call used of its caller's thread, if it was measured. */
    @Override
    void used(long cpuNanos, long allocatedBytes);

    /** The hook's service is gone. */
    void close();
}
