package io.hookline.engine.internal.runner;

import io.hookline.engine.runner.AttachRequest;
import io.hookline.engine.runner.HookAttachment;
import io.hookline.engine.runner.HookRunner;

/** Runs each hook on threads of its own, with a deadline for its callers. Safe for use by many threads. */
public final class PoolRunner implements HookRunner {

    @Override
    public String name() {
        return POOL;
    }

    @Override
    public HookAttachment attach(AttachRequest request) {
        return new PoolAttachment(request);
    }
}
