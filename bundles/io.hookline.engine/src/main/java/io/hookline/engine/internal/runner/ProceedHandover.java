package io.hookline.engine.internal.runner;

import io.hookline.api.hook.Next;
import org.jspecify.annotations.Nullable;

/**
 * One {@code proceed} of a pooled hook, run by the caller's thread: the rest of the chain and the host's action stay on
 * that thread, and their time does not count as the hook's. The call's monitor guards it.
 */
final class ProceedHandover {

    private final Next<@Nullable Object, @Nullable Object> rest;
    private final @Nullable Object argument;
    private boolean done;
    private @Nullable Object result;
    private @Nullable Throwable thrown;

    ProceedHandover(Next<@Nullable Object, @Nullable Object> rest, @Nullable Object argument) {
        this.rest = rest;
        this.argument = argument;
    }

    /**
     * Proceeds on the caller's thread, without the monitor: the hook's thread reads the outcome after {@link #isDone}.
     */
    @SuppressWarnings("NullAway") // The argument is a nullable type here, which NullAway does not see.
    void run() {
        try {
            result = rest.proceed(argument);
        } catch (Throwable e) {
            thrown = e;
        }
    }

    void markDone() {
        done = true;
    }

    boolean isDone() {
        return done;
    }

    @Nullable
    Object outcome() throws Exception {
        Throwable failure = thrown;
        if (failure instanceof Exception exception) {
            throw exception;
        }
        if (failure instanceof Error error) {
            throw error;
        }
        return result;
    }
}
