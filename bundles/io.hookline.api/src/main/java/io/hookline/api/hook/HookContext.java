package io.hookline.api.hook;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The state that the hooks of one call share: its id, typed attributes, a deadline and a cancellation.
 *
 * <p>Safe for use by many threads. Nothing interrupts a hook when the deadline passes or the call is cancelled: a hook
 * that takes long asks {@link #checkActive()} or registers {@link #onCancel(Runnable)}.
 */
public final class HookContext {

    private final String callId;
    private final LongSupplier nanoClock;
    private final boolean hasDeadline;
    private final long deadlineNanos;
    private final Map<ContextKey<?>, Object> attributes = new ConcurrentHashMap<>();
    private final Object cancelLock = new Object();
    private List<Runnable> cancelActions = List.of();
    private volatile @Nullable String cancelReason;

    private HookContext(Builder builder) {
        this.callId = builder.callId != null ? builder.callId : newCallId();
        this.nanoClock = builder.nanoClock;
        Duration timeout = builder.timeout;
        this.hasDeadline = timeout != null;
        this.deadlineNanos = timeout == null ? 0 : nanoClock.getAsLong() + timeout.toNanos();
    }

    /** A context with a fresh call id and no deadline. */
    public static HookContext create() {
        return builder().build();
    }

    /** Starts a context that needs more than the defaults. */
    public static Builder builder() {
        return new Builder();
    }

    /** Identifies the call in logs and across processes; printable ASCII. */
    public String callId() {
        return callId;
    }

    /** The attribute's value, or null if no hook has set it. */
    public <T> @Nullable T get(ContextKey<T> key) {
        return key.type().cast(attributes.get(key));
    }

    /**
     * Sets an attribute and returns the value it had, or null.
     *
     * @throws ClassCastException if the value is not of the key's type; nothing is set then
     */
    public <T> @Nullable T put(ContextKey<T> key, T value) {
        Objects.requireNonNull(value, key.name());
        return key.type().cast(attributes.put(key, key.type().cast(value)));
    }

    /** Removes an attribute and returns the value it had, or null. */
    public <T> @Nullable T remove(ContextKey<T> key) {
        return key.type().cast(attributes.remove(key));
    }

    /**
     * All attributes as they are now; a copy. For runners that pass them on; a hook asks for those that it knows.
     *
     * @since 1.1
     */
    public Map<ContextKey<?>, Object> attributes() {
        return Map.copyOf(attributes);
    }

    /** Time left until the deadline, never negative; empty if there is none. */
    public Optional<Duration> remaining() {
        return hasDeadline ? Optional.of(Duration.ofNanos(Math.max(0, remainingNanos()))) : Optional.empty();
    }

    /** Whether there is a deadline and it has passed. */
    public boolean isExpired() {
        return hasDeadline && remainingNanos() <= 0;
    }

    /** Whether the call was cancelled. */
    public boolean isCancelled() {
        return cancelReason != null;
    }

    /**
     * Returns normally unless the call was cancelled or its deadline has passed.
     *
     * @throws CancellationException if it was cancelled or its deadline has passed; the message says which
     */
    public void checkActive() {
        String reason = cancelReason;
        if (reason != null) {
            throw new CancellationException("call " + callId + " was cancelled: " + reason);
        }
        if (isExpired()) {
            throw new CancellationException("call " + callId + " is past its deadline");
        }
    }

    /** Cancels the call, once: runs the registered actions on this thread. Later calls do nothing. */
    public void cancel(String reason) {
        List<Runnable> actions;
        synchronized (cancelLock) {
            if (cancelReason != null) {
                return;
            }
            cancelReason = Objects.requireNonNull(reason, "reason");
            actions = cancelActions;
            cancelActions = List.of();
        }
        RuntimeException failure = null;
        for (Runnable action : actions) {
            try {
                action.run();
            } catch (RuntimeException e) {
                if (failure == null) {
                    failure = e;
                } else {
                    Suppressed.add(failure, e);
                }
            }
        }
        if (failure != null) {
            throw failure;
        }
    }

    /** Runs the action when the call is cancelled: at once, on this thread, if it has been. */
    public void onCancel(Runnable action) {
        Objects.requireNonNull(action, "action");
        synchronized (cancelLock) {
            if (cancelReason == null) {
                List<Runnable> longer = new ArrayList<>(cancelActions);
                longer.add(action);
                cancelActions = longer;
                return;
            }
        }
        action.run();
    }

    @Override
    public String toString() {
        return "HookContext[" + callId + "]";
    }

    private long remainingNanos() {
        return deadlineNanos - nanoClock.getAsLong();
    }

    private static String newCallId() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        HexFormat hex = HexFormat.of();
        return hex.toHexDigits(random.nextLong()) + hex.toHexDigits(random.nextLong());
    }

    /** Collects the initial state of a context. Not safe for use by several threads. */
    public static final class Builder {

        private @Nullable String callId;
        private @Nullable Duration timeout;
        private LongSupplier nanoClock = System::nanoTime;

        private Builder() {}

        /**
         * Takes over a call id from elsewhere, for instance from a request header.
         *
         * @throws IllegalArgumentException if it is empty, longer than 128 characters, or not printable ASCII
         */
        public Builder callId(String value) {
            if (!isCallId(value)) {
                throw new IllegalArgumentException(
                        "a call id is 1 to 128 printable ASCII characters without space, this one has "
                                + value.length());
            }
            this.callId = value;
            return this;
        }

        /** Sets the deadline, counted from {@link #build()}. Without it there is none. */
        public Builder timeout(Duration value) {
            this.timeout = Objects.requireNonNull(value, "timeout");
            return this;
        }

        /** Replaces {@link System#nanoTime()} as the clock of the deadline. */
        public Builder nanoClock(LongSupplier value) {
            this.nanoClock = Objects.requireNonNull(value, "nanoClock");
            return this;
        }

        /** The context; its deadline starts to run. */
        public HookContext build() {
            return new HookContext(this);
        }
    }

    /** Whether a text from outside can serve as a call id: 1 to 128 printable ASCII characters, no space. */
    public static boolean isCallId(String text) {
        return !text.isEmpty() && text.length() <= 128 && text.chars().allMatch(c -> c > ' ' && c < 127);
    }
}
