package io.hookline.engine.runner;

import io.hookline.api.CallScope;
import io.hookline.api.hook.Composition;
import io.hookline.api.hook.Next;
import io.hookline.engine.contract.ContractMethod;
import io.hookline.engine.guard.GuardSettings;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Runs hooks on a thread of their own, to which all that a call is about goes as bytes, and comes back as bytes: what a
 * runner with a child process does, without the process.
 */
final class ThreadRunner implements HookRunner {

    final AtomicInteger attached = new AtomicInteger();
    final AtomicInteger closed = new AtomicInteger();
    final List<RunnerContext> contexts = new CopyOnWriteArrayList<>();
    volatile String failure = "";
    private final String name;

    ThreadRunner(String name) {
        this.name = name;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public HookAttachment attach(AttachRequest request) throws AttachException {
        if (!failure.isEmpty()) {
            throw new AttachException(failure);
        }
        Attachment attachment = new Attachment(request);
        contexts.add(request.context());
        attached.incrementAndGet();
        return attachment;
    }

    private static byte[] bytes(@Nullable Object value) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(value);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static @Nullable Object value(byte[] bytes) {
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes))) {
            return in.readObject();
        } catch (IOException | ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    /** One message between the two sides. */
    private static final class Message {

        private final Kind kind;
        private final byte[] content;
        private final byte[] changes;

        Message(Kind kind, byte[] content, byte[] changes) {
            this.kind = kind;
            this.content = content;
            this.changes = changes;
        }
    }

    private enum Kind {
        PROCEED,
        RESULT,
        FAILURE
    }

    private final class Attachment implements HookAttachment, CallInterceptor {

        private final RunnerContext context;
        private final Object hook;
        private final Codec codec;
        private final Object target;
        private final ExecutorService thread = Executors.newSingleThreadExecutor(work -> {
            Thread one = new Thread(work, "test-runner-" + name);
            one.setDaemon(true);
            return one;
        });

        Attachment(AttachRequest request) throws AttachException {
            this.context = request.context();
            this.hook = request.hook();
            this.codec = request.codec();
            this.target = CallInterceptor.proxy(request.contract(), hook, this);
        }

        @Override
        public Object target() {
            return target;
        }

        @Override
        public boolean serves(GuardSettings settings) {
            return true;
        }

        @Override
        public String limits() {
            return "one thread, " + context.settings().deadline().toMillis() + " ms";
        }

        @Override
        public void close() {
            closed.incrementAndGet();
            thread.shutdown();
        }

        @Override
        public @Nullable Object intercept(ContractMethod method, @Nullable Object[] arguments) throws Throwable {
            Call call = new Call(method, arguments, context.hold());
            try {
                thread.execute(call);
            } catch (RejectedExecutionException e) {
                call.lease.letGo();
                throw context.refusal("its runner has ended it");
            }
            return method.isAsync() ? call.later : call.await();
        }

        /** One call, with a queue for each side. */
        private final class Call implements Runnable {

            private final ContractMethod method;
            private final @Nullable Object[] arguments;
            private final @Nullable Next<@Nullable Object, @Nullable Object> next;
            private final HeldLease lease;
            private final byte[] encoded;
            private final BlockingQueue<Message> toCaller = new LinkedBlockingQueue<>();
            private final BlockingQueue<Message> toHook = new LinkedBlockingQueue<>();
            private final CompletableFuture<@Nullable Object> later = new CompletableFuture<>();

            @SuppressWarnings("unchecked")
            Call(ContractMethod method, @Nullable Object[] arguments, HeldLease lease) {
                this.method = method;
                this.lease = lease;
                boolean wraps = method.composition() == Composition.AROUND;
                this.arguments = wraps ? Arrays.copyOf(arguments, arguments.length - 1) : arguments;
                this.next = wraps ? (Next<@Nullable Object, @Nullable Object>) arguments[arguments.length - 1] : null;
                this.encoded = bytes(new ArrayList<>(codec.encodeArguments(method, arguments)));
            }

            // ---- hook's side ---------------------------------------------------------------------------------------

            @Override
            @SuppressWarnings("unchecked")
            public void run() {
                @Nullable Object[] own = codec.decodeArguments(method, (List<@Nullable Object>) value(encoded));
                try (CallScope here = lease.enter()) {
                    @Nullable Object[] given = own;
                    if (next != null) {
                        given = Arrays.copyOf(own, own.length + 1);
                        given[own.length] = (Next<@Nullable Object, @Nullable Object>) first -> proceed(first, own);
                    }
                    Object result = method.invoke(hook, given);
                    if (result instanceof CompletionStage<?> stage) {
                        lease.hold();
                        stage.whenComplete((answer, failed) -> {
                            complete(answer);
                            lease.letGo();
                        });
                    } else {
                        toCaller.add(message(Kind.RESULT, codec.encodeResult(method, result), own));
                    }
                } catch (Throwable e) {
                    toCaller.add(message(Kind.FAILURE, codec.encodeFailure(method, e), own));
                } finally {
                    lease.letGo();
                }
            }

            private void complete(@Nullable Object answer) {
                byte[] sent = bytes(codec.encodeResult(method, answer));
                later.complete(codec.decodeResult(method, value(sent), arguments));
            }

            private @Nullable Object proceed(@Nullable Object first, @Nullable Object[] own) throws Exception {
                toCaller.add(message(Kind.PROCEED, codec.encodeProceed(method, first), own));
                return read(toHook.take(), own);
            }

            // ---- caller's side -------------------------------------------------------------------------------------

            @Nullable
            Object await() throws Exception {
                while (true) {
                    Message message =
                            toCaller.poll(context.settings().deadline().toNanos(), TimeUnit.NANOSECONDS);
                    if (message == null) {
                        throw context.timeout(context.settings().deadline());
                    }
                    if (message.kind != Kind.PROCEED) {
                        return read(message, arguments);
                    }
                    apply(message, arguments);
                    toHook.add(rest(codec.decodeProceed(method, value(message.content), arguments)));
                }
            }

            @SuppressWarnings("NullAway") // The argument is a nullable type here, which NullAway does not see.
            private Message rest(@Nullable Object first) {
                try {
                    Object result = next == null ? null : next.proceed(first);
                    return message(Kind.RESULT, codec.encodeResult(method, result), arguments);
                } catch (Exception e) {
                    return message(Kind.FAILURE, codec.encodeFailure(method, e), arguments);
                }
            }

            // ---- both ----------------------------------------------------------------------------------------------

            private Message message(Kind kind, @Nullable Object content, @Nullable Object[] from) {
                return new Message(kind, bytes(content), bytes(codec.encodeChanges(method, from)));
            }

            private void apply(Message message, @Nullable Object[] to) {
                Object changes = value(message.changes);
                if (changes != null) {
                    codec.applyChanges(method, changes, to);
                }
            }

            private @Nullable Object read(Message message, @Nullable Object[] to) throws Exception {
                apply(message, to);
                Object content = value(message.content);
                if (message.kind == Kind.FAILURE && content != null) {
                    throw codec.decodeFailure(method, content);
                }
                return codec.decodeResult(method, content, to);
            }
        }
    }
}
