package io.hookline.isolation.process.internal.child;

import io.hookline.isolation.process.internal.wire.ConfigurationValues;
import io.hookline.isolation.process.internal.wire.Kind;
import io.hookline.isolation.process.internal.wire.Link;
import io.hookline.isolation.process.internal.wire.Message;
import io.hookline.isolation.process.internal.wire.ProtocolException;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Does what the runtime asks for. The thread that reads only hands over: framework and configurations belong to one
 * thread, each attachment that waits for its hook and each call has one of its own. The runtime limits how many calls
 * are under way.
 */
final class Child implements AutoCloseable {

    private final Link link;
    private final ExecutorService control = Executors.newSingleThreadExecutor(work -> daemon(work, "control"));
    private final ExecutorService workers;
    private final Map<Long, ChildHook> hooks = new ConcurrentHashMap<>();
    private final Map<Long, ChildCall> calls = new ConcurrentHashMap<>();
    private final ChildSecrets secrets;
    private volatile @Nullable ChildFramework framework;

    Child(Link link) {
        this.link = link;
        this.secrets = new ChildSecrets(link);
        AtomicInteger numbers = new AtomicInteger();
        this.workers = Executors.newCachedThreadPool(work -> daemon(work, "call-" + numbers.incrementAndGet()));
    }

    private static Thread daemon(Runnable work, String name) {
        Thread thread = new Thread(work, "hookline-" + name);
        thread.setDaemon(true);
        thread.setContextClassLoader(Child.class.getClassLoader());
        return thread;
    }

    void received(Message message) throws IOException {
        switch (message.kind()) {
            case START -> control.execute(() -> start(message));
            case CONFIGURATION -> control.execute(() -> configure(message));
            case ATTACH -> control.execute(() -> workers.execute(() -> attach(message)));
            case DETACH -> detach(message.number(0));
            case CALL -> call(message);
            case PROCEEDED, PROCEED_FAILED -> {
                ChildCall call = calls.get(message.number(0));
                if (call != null) {
                    call.proceeded(message);
                }
            }
            case CANCEL -> {
                ChildCall call = calls.get(message.number(0));
                if (call != null) {
                    call.cancel(message.text(1));
                }
            }
            case PING -> pong(message.number(0));
            case SECRET_ANSWER -> secrets.answered(message);
            case END -> control.execute(this::end);
            default -> throw new ProtocolException("a runtime does not send " + message.kind());
        }
    }

    // ---- on the control thread -------------------------------------------------------------------------------------

    private void start(Message message) {
        try {
            framework = ChildFramework.start(message.map(0), secrets);
            link.send(Kind.READY);
        } catch (Exception | LinkageError e) {
            tell(Kind.BROKEN, Failures.describe(e));
        }
    }

    private void configure(Message message) {
        ChildFramework running = framework;
        try {
            if (running != null) {
                Object properties = message.value(2);
                running.configure(
                        message.text(0),
                        message.text(1),
                        properties == null ? null : ConfigurationValues.decode(message.map(2)));
            }
        } catch (IOException | RuntimeException e) {
            ChildLog.error("the configuration " + message.fields().get(0) + " was not applied: " + e);
        }
    }

    private void end() {
        ChildFramework running = framework;
        if (running != null) {
            running.stop();
        }
        Runtime.getRuntime().halt(0);
    }

    // ---- attachments -----------------------------------------------------------------------------------------------

    private void attach(Message message) {
        long id = Failures.number(message, 0);
        try {
            ChildFramework running = framework;
            if (running == null) {
                throw new IllegalStateException("the child has not started");
            }
            ChildHook hook = ChildHook.of(message.map(1), running);
            hooks.put(id, hook);
            String missing = hook.await();
            if (missing.isEmpty()) {
                link.send(Kind.ATTACHED, id);
            } else {
                detach(id);
                link.send(Kind.REFUSED, id, missing);
            }
        } catch (Exception | LinkageError e) {
            tell(Kind.REFUSED, id, Failures.describe(e));
        }
    }

    private void detach(long id) {
        ChildHook hook = hooks.remove(id);
        if (hook != null) {
            hook.close();
        }
    }

    // ---- calls -----------------------------------------------------------------------------------------------------

    private void call(Message message) throws ProtocolException {
        long id = message.number(0);
        ChildHook hook = hooks.get(message.number(1));
        if (hook == null) {
            tell(Kind.FAILURE, id, Failures.value(new IllegalStateException("the hook is not attached")), null, false);
            return;
        }
        ChildCall call = new ChildCall(id, hook, message, link, () -> calls.remove(id));
        calls.put(id, call);
        workers.execute(call);
    }

    private void pong(long number) throws IOException {
        MemoryUsage heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
        link.send(
                Kind.PONG,
                number,
                heap.getUsed(),
                heap.getMax(),
                ManagementFactory.getThreadMXBean().getThreadCount());
    }

    private void tell(Kind kind, @Nullable Object... fields) {
        try {
            link.send(kind, fields);
        } catch (IOException e) {
            // The connection has ended, and with it this process.
        }
    }

    @Override
    public void close() {
        control.shutdownNow();
        workers.shutdownNow();
    }
}
