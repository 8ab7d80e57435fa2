package io.hookline.engine.internal.runner;

import io.hookline.engine.guard.GuardSettings;
import io.hookline.engine.runner.AttachRequest;
import io.hookline.engine.runner.HookAttachment;
import io.hookline.engine.runner.HookRunner;

/** Runs hooks on their callers' threads: chains call the hook itself. Safe for use by many threads. */
public final class InlineRunner implements HookRunner {

    @Override
    public String name() {
        return INLINE;
    }

    @Override
    public HookAttachment attach(AttachRequest request) {
        return new Inline(request.hook());
    }

    private record Inline(Object target) implements HookAttachment {

        @Override
        public boolean serves(GuardSettings settings) {
            return true;
        }

        @Override
        public boolean runsOnCallersThread() {
            return true;
        }

        @Override
        public void close() {}
    }
}
