package io.hookline.isolation.process.internal.parent;

import io.hookline.api.hook.Composition;
import io.hookline.api.hook.Next;
import io.hookline.engine.contract.ContractMethod;
import io.hookline.engine.runner.Codec;
import io.hookline.engine.runner.CodecException;
import io.hookline.isolation.process.internal.wire.Kind;
import io.hookline.isolation.process.internal.wire.Message;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One call in a child. Its monitor guards its progress. What a hook proceeds to runs on the caller's thread, and its
 * time does not count.
 */
final class ProcessCall {

    /** How long a call may go on after it was cancelled before it counts as one that hangs. */
    private static final long GRACE_MS = 250;

    private final long id;
    private final ProcessAttachment attachment;
    private final LiveChild child;
    private final Codec codec;
    private final ContractMethod method;
    private final @Nullable Object[] arguments;
    private final @Nullable Next<@Nullable Object, @Nullable Object> next;
    private final long nanos;

    private @Nullable Message message;
    private @Nullable Throwable failure;
    private boolean abandoned;
    private boolean hanging;
    private boolean ended;
    private @Nullable CompletableFuture<@Nullable Object> later;
    private @Nullable Executor executor;

    /** Of the caller's thread: what the rest of the chain gave or threw last, and how the child knows it. */
    private @Nullable Object passed;

    private @Nullable Object passedValue;
    private @Nullable Exception thrown;
    private @Nullable Object thrownValue;

    @SuppressWarnings("unchecked") // The last argument of a method that wraps.
    ProcessCall(
            ProcessAttachment attachment,
            LiveChild child,
            ContractMethod method,
            @Nullable Object[] arguments,
            long nanos) {
        this.id = attachment.supervisor().nextNumber();
        this.attachment = attachment;
        this.child = child;
        this.codec = attachment.codec();
        this.method = method;
        boolean wraps = method.composition() == Composition.AROUND;
        this.arguments = wraps ? Arrays.copyOf(arguments, arguments.length - 1) : arguments;
        this.next = wraps ? (Next<@Nullable Object, @Nullable Object>) arguments[arguments.length - 1] : null;
        this.nanos = nanos;
    }

    long id() {
        return id;
    }

    LiveChild child() {
        return child;
    }

    ContractMethod method() {
        return method;
    }

    // ---- on the thread that reads ----------------------------------------------------------------------------------

    /** The child has answered, or proceeds. */
    void received(Message received) {
        boolean wasAbandoned;
        CompletableFuture<@Nullable Object> completed;
        synchronized (this) {
            boolean isLast = received.kind() != Kind.PROCEED;
            wasAbandoned = abandoned;
            if (wasAbandoned && !isLast) {
                return;
            }
            message = received;
            ended = isLast;
            completed = later;
            notifyAll();
        }
        if (ended) {
            attachment.supervisor().forget(this);
        }
        if (wasAbandoned) {
            cameBack();
        } else if (completed != null) {
            complete(completed);
        }
    }

    /** The child has ended. */
    void ended(String how) {
        CompletableFuture<@Nullable Object> completed;
        boolean wasAbandoned;
        synchronized (this) {
            if (ended) {
                return;
            }
            ended = true;
            wasAbandoned = abandoned;
            failure = new ChildEndedException(how);
            completed = later;
            notifyAll();
        }
        attachment.supervisor().forget(this);
        if (wasAbandoned) {
            cameBack();
        } else if (completed != null) {
            complete(completed);
        }
    }

    private void cameBack() {
        boolean wasHanging;
        synchronized (this) {
            wasHanging = hanging;
            hanging = false;
        }
        if (wasHanging) {
            attachment.context().callReturned();
        }
    }

    // ---- on the caller's thread ------------------------------------------------------------------------------------

    /** The hook's answer; an interruption of the caller does not end the wait, and stays visible. */
    @Nullable
    Object await() throws Throwable {
        long left = nanos;
        boolean interrupted = false;
        boolean isLeft = false;
        try {
            while (true) {
                Message event = null;
                synchronized (this) {
                    long end = System.nanoTime() + left;
                    while (message == null && failure == null && left > 0) {
                        try {
                            TimeUnit.NANOSECONDS.timedWait(this, left);
                        } catch (InterruptedException e) {
                            interrupted = true;
                        }
                        left = end - System.nanoTime();
                    }
                    event = message;
                    message = null;
                    if (event == null && failure == null) {
                        abandoned = true;
                    }
                }
                if (event == null) {
                    Throwable lost = failure;
                    if (lost != null) {
                        throw lost;
                    }
                    isLeft = true;
                    giveUp();
                    throw attachment.context().timeout(attachment.settings().deadline());
                }
                if (event.kind() != Kind.PROCEED) {
                    return outcome(event);
                }
                if (interrupted) {
                    interrupted = false;
                    Thread.currentThread().interrupt();
                }
                proceed(event);
            }
        } finally {
            if (!isLeft) {
                attachment.leave();
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private @Nullable Object outcome(Message event) throws Throwable {
        apply(event);
        Object value = event.value(1);
        if (event.kind() == Kind.RESULT) {
            if (event.number(3) >= 0) {
                attachment.context().used(event.number(3), event.number(4));
            }
            // The same object, where the hook passes on what it got.
            return passedValue != null && passedValue.equals(value)
                    ? passed
                    : codec.decodeResult(method, value, arguments);
        }
        if (thrown != null && Objects.equals(thrownValue, value)) {
            throw thrown;
        }
        Exception decoded = codec.decodeFailure(method, value == null ? "" : value);
        if (Boolean.TRUE.equals(event.value(3))) {
            throw new LinkageError(String.valueOf(decoded.getMessage()), decoded);
        }
        throw decoded;
    }

    private void apply(Message event) throws IOException {
        Object changes = event.value(2);
        if (changes != null) {
            codec.applyChanges(method, changes, arguments);
        }
    }

    /** Runs the rest of the chain, and tells the hook how that went. */
    @SuppressWarnings("NullAway") // The argument is a nullable type here, which NullAway does not see.
    private void proceed(Message event) throws IOException {
        Next<@Nullable Object, @Nullable Object> rest = next;
        if (rest == null) {
            throw new IOException("a hook of " + method + " cannot proceed");
        }
        apply(event);
        try {
            passed = rest.proceed(codec.decodeProceed(method, event.value(1), arguments));
            passedValue = value(passed);
            child.send(Kind.PROCEEDED, id, passedValue, codec.encodeChanges(method, arguments));
        } catch (Exception e) {
            thrown = e;
            thrownValue = codec.encodeFailure(method, e);
            child.send(Kind.PROCEED_FAILED, id, thrownValue, codec.encodeChanges(method, arguments));
        } catch (Error e) {
            cancel("the rest of the chain ended with " + e.getClass().getName());
            throw e;
        }
    }

    /** What cannot leave this process is shown to the hook as a mark. */
    private @Nullable Object value(@Nullable Object result) {
        try {
            return codec.encodeResult(method, result);
        } catch (CodecException e) {
            return Map.of("io.hookline.opaque", String.valueOf(System.identityHashCode(result)));
        }
    }

    /** The answer of a method whose result comes later. */
    CompletableFuture<@Nullable Object> later(Executor by) {
        CompletableFuture<@Nullable Object> answer = new CompletableFuture<>();
        boolean isThere;
        synchronized (this) {
            later = answer;
            executor = by;
            isThere = message != null || failure != null;
        }
        if (isThere) {
            complete(answer);
        }
        CompletableFuture.delayedExecutor(nanos, TimeUnit.NANOSECONDS, by).execute(this::expire);
        return answer;
    }

    private void complete(CompletableFuture<@Nullable Object> answer) {
        Executor by;
        Message event;
        Throwable lost;
        synchronized (this) {
            by = executor;
            event = message;
            lost = failure;
            message = null;
            if (by == null || (event == null && lost == null)) {
                return;
            }
            executor = null;
        }
        by.execute(() -> {
            attachment.leave();
            try {
                if (event == null) {
                    answer.completeExceptionally(Objects.requireNonNull(lost));
                } else {
                    answer.complete(outcome(event));
                }
            } catch (Throwable e) {
                answer.completeExceptionally(e);
            }
        });
    }

    private void expire() {
        CompletableFuture<@Nullable Object> answer;
        synchronized (this) {
            answer = executor == null ? null : later;
            if (answer == null) {
                return;
            }
            executor = null;
            abandoned = true;
        }
        giveUp();
        answer.completeExceptionally(
                attachment.context().timeout(attachment.settings().deadline()));
    }

    // ---- calls that take too long ----------------------------------------------------------------------------------

    /** Tells the child that nothing is expected any more. The call may go on there. */
    private void giveUp() {
        cancel("its deadline has passed");
        attachment.leave();
        CompletableFuture.delayedExecutor(GRACE_MS, TimeUnit.MILLISECONDS).execute(() -> {
            synchronized (this) {
                if (ended) {
                    return;
                }
                hanging = true;
            }
            attachment.hangs(this);
        });
    }

    /** Tells the child why the call is of no interest. */
    void cancel(String reason) {
        synchronized (this) {
            if (ended) {
                return;
            }
        }
        try {
            child.send(Kind.CANCEL, id, reason);
        } catch (IOException e) {
            // It has ended.
        }
    }
}
