package io.hookline.engine.internal.runner;

import io.hookline.engine.runner.AttachRequest;
import io.hookline.engine.runner.HookAttachment;
import io.hookline.engine.runner.HookRunner;

/** Runs hooks on their callers' threads, where the watchdog looks for calls that hang. Safe for use by many threads. */
public final class WatchedRunner implements HookRunner {

    @Override
    public String name() {
        return WATCHED;
    }

    @Override
    public HookAttachment attach(AttachRequest request) {
        return new WatchedAttachment(request);
    }
}
