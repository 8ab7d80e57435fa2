package io.hookline.benchmarks.hook;

import org.springframework.context.ApplicationEvent;

/** An event as Spring's listeners get it. */
public final class MulticastEvent extends ApplicationEvent {

    private static final long serialVersionUID = 1L;

    private final transient HookEvent payload;

    /** Wraps an event. */
    public MulticastEvent(Object source, HookEvent payload) {
        super(source);
        this.payload = payload;
    }

    HookEvent payload() {
        return payload;
    }
}
