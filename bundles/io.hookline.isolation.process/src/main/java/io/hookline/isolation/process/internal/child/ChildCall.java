package io.hookline.isolation.process.internal.child;

import io.hookline.api.hook.Composition;
import io.hookline.api.hook.HookContext;
import io.hookline.api.hook.Next;
import io.hookline.engine.contract.ContractMethod;
import io.hookline.engine.runner.Codec;
import io.hookline.isolation.process.internal.wire.Kind;
import io.hookline.isolation.process.internal.wire.Link;
import io.hookline.isolation.process.internal.wire.Message;
import io.hookline.isolation.process.internal.wire.ProtocolException;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/** One call of a hook in this process. Its monitor guards its progress. */
final class ChildCall implements Runnable {

    private final long id;
    private final ChildHook hook;
    private final Codec codec;
    private final ContractMethod method;
    private final List<@Nullable Object> values;
    private final long nanos;
    private final Link link;
    private final Runnable ended;

    private @Nullable Thread runner;
    private @Nullable HookContext context;
    private @Nullable String cancelled;
    private @Nullable Message answer;

    ChildCall(long id, ChildHook hook, Message message, Link link, Runnable ended) throws ProtocolException {
        this.id = id;
        this.hook = hook;
        this.codec = hook.codec();
        long index = message.number(2);
        List<ContractMethod> methods = hook.contract().methods();
        if (index < 0 || index >= methods.size()) {
            throw new ProtocolException(hook.contract().type().getName() + " has no method " + index);
        }
        this.method = methods.get((int) index);
        this.values = message.list(3);
        this.nanos = message.number(4);
        this.link = link;
        this.ended = ended;
    }

    @Override
    public void run() {
        synchronized (this) {
            runner = Thread.currentThread();
        }
        @Nullable Object[] arguments = {};
        boolean isLater = false;
        try {
            arguments = codec.decodeArguments(method, values);
            begin(arguments);
            isLater = callHook(arguments);
        } catch (VirtualMachineError e) {
            // Out of memory ends the process by itself; a stack that has overflowed does not.
            fail(e, arguments);
        } catch (Throwable e) {
            fail(e, arguments);
        } finally {
            synchronized (this) {
                runner = null;
                // An interruption meant for this call must not reach the next one.
                Thread.interrupted();
            }
            if (!isLater) {
                ended.run();
            }
        }
    }

    private void begin(@Nullable Object[] arguments) {
        HookContext own = codec.context(method, arguments);
        String reason;
        synchronized (this) {
            context = own;
            reason = cancelled;
        }
        if (reason != null) {
            if (own != null) {
                own.cancel(reason);
            }
            throw new CancellationException(reason);
        }
    }

    /** Returns whether the answer comes later. */
    @SuppressWarnings("NullAway") // What a Next returns is a nullable type here, which NullAway does not see.
    private boolean callHook(@Nullable Object[] arguments) throws Throwable {
        Object target = hook.hook(nanos);
        @Nullable Object[] given = arguments;
        if (method.composition() == Composition.AROUND) {
            given = Arrays.copyOf(arguments, arguments.length + 1);
            Next<@Nullable Object, @Nullable Object> next = first -> proceed(first, arguments);
            given[arguments.length] = next;
        }
        CallUse use = CallUse.begin();
        Object result = method.invoke(target, given);
        if (method.isAsync() && result instanceof CompletionStage<?> stage) {
            stage.whenComplete((value, failure) -> {
                if (failure == null) {
                    succeed(value, arguments, use);
                } else {
                    fail(unwrapped(failure), arguments);
                }
                ended.run();
            });
            return true;
        }
        succeed(result, arguments, use);
        return false;
    }

    private static Throwable unwrapped(Throwable failure) {
        Throwable cause = failure.getCause();
        return cause != null && (failure instanceof CompletionException || failure instanceof ExecutionException)
                ? cause
                : failure;
    }

    private void succeed(@Nullable Object result, @Nullable Object[] arguments, CallUse use) {
        try {
            use.end();
            link.send(
                    Kind.RESULT,
                    id,
                    codec.encodeResult(method, result),
                    codec.encodeChanges(method, arguments),
                    use.cpuNanos(),
                    use.allocatedBytes());
        } catch (IOException e) {
            // The connection has ended, and with it this process.
        } catch (RuntimeException | LinkageError | StackOverflowError e) {
            fail(e, arguments);
        }
    }

    private void fail(Throwable failure, @Nullable Object[] arguments) {
        boolean isLinkage = failure instanceof LinkageError;
        try {
            link.send(
                    Kind.FAILURE,
                    id,
                    codec.encodeFailure(method, failure),
                    codec.encodeChanges(method, arguments),
                    isLinkage);
        } catch (IOException e) {
            // As above.
        } catch (RuntimeException | LinkageError | StackOverflowError e) {
            failPlainly(e, isLinkage);
        }
    }

    private void failPlainly(Throwable failure, boolean isLinkage) {
        try {
            link.send(Kind.FAILURE, id, Failures.value(failure), null, isLinkage);
        } catch (IOException e) {
            // As above.
        }
    }

    // ---- the rest of the chain, in the runtime ---------------------------------------------------------------------

    private @Nullable Object proceed(@Nullable Object first, @Nullable Object[] arguments) throws Exception {
        synchronized (this) {
            if (Thread.currentThread() != runner) {
                throw new IllegalStateException(
                        "proceed was called after its hook had returned, or on another thread than the hook's");
            }
            if (cancelled != null) {
                throw new CancellationException(cancelled);
            }
            answer = null;
        }
        link.send(Kind.PROCEED, id, codec.encodeProceed(method, first), codec.encodeChanges(method, arguments));
        Message rest = awaitRest();
        Object changes = rest.value(2);
        if (changes != null) {
            codec.applyChanges(method, changes, arguments);
        }
        Object value = rest.value(1);
        if (rest.kind() == Kind.PROCEED_FAILED) {
            throw codec.decodeFailure(method, value == null ? "" : value);
        }
        return codec.decodeResult(method, value, arguments);
    }

    /** Not to be interrupted: the rest of the chain runs, and its outcome belongs to this call. */
    private synchronized Message awaitRest() {
        boolean interrupted = false;
        Message rest = answer;
        while (rest == null) {
            if (cancelled != null) {
                throw new CancellationException(cancelled);
            }
            try {
                wait();
            } catch (InterruptedException e) {
                interrupted = true;
            }
            rest = answer;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return rest;
    }

    /** The rest of the chain has ended. On the thread that reads. */
    synchronized void proceeded(Message message) {
        answer = message;
        notifyAll();
    }

    /** The caller does not wait any more: cancels the context, and interrupts the hook. On the thread that reads. */
    void cancel(String reason) {
        HookContext own;
        synchronized (this) {
            if (cancelled != null) {
                return;
            }
            cancelled = reason;
            own = context;
            if (runner != null) {
                runner.interrupt();
            }
            notifyAll();
        }
        if (own != null) {
            // What the hook does then is its own code: the thread that reads must not run it.
            Thread action = new Thread(() -> own.cancel(reason), "hookline-cancel-" + id);
            action.setDaemon(true);
            action.start();
        }
    }
}
