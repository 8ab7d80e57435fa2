package io.hookline.isolation.process.internal.parent;

import io.hookline.engine.runner.AttachException;
import io.hookline.isolation.process.internal.wire.Kind;
import io.hookline.isolation.process.internal.wire.Message;
import io.hookline.isolation.process.internal.wire.ProtocolException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps one child running: starts it, starts it again when it has ended, pings it, and passes on what comes from it.
 * Attachments survive their child. Safe for use by many threads.
 *
 * <pre>
 *  DOWN     ── start ──>  STARTING  ── ready ──>  RUNNING
 *    ^                        │ fails                │ ends, hangs, does not keep to the protocol
 *    └──── after a pause ─────┴──────────────────────┘
 *  any state ── the last attachment leaves ──>  CLOSED
 * </pre>
 */
final class Supervisor implements Launcher.Events {

    private static final Logger LOG = LoggerFactory.getLogger("io.hookline.process");
    private static final String BEFORE = "it has not started yet";

    private final String name;
    private final ProcessSettings settings;
    private final Launcher launcher;
    private final ScheduledExecutorService timer;
    private final Messages messages;
    private final AtomicLong numbers = new AtomicLong();
    private final Map<Long, ProcessAttachment> attachments = new ConcurrentHashMap<>();
    private final Map<Long, ProcessCall> calls = new ConcurrentHashMap<>();

    private volatile @Nullable LiveChild child;
    private volatile String down = BEFORE;
    private volatile long heapBytes;
    private volatile long lastPong;
    private final AtomicInteger restarts = new AtomicInteger();

    /** Guarded by this object's monitor, as are those below. */
    private final Backoff backoff;

    private boolean starting;
    private boolean closed;
    private int users;
    private long startedAt;
    private @Nullable LiveChild lastEnded;

    Supervisor(
            String name,
            ProcessSettings settings,
            Launcher launcher,
            ScheduledExecutorService timer,
            Messages messages) {
        this.name = name;
        this.settings = settings;
        this.launcher = launcher;
        this.timer = timer;
        this.messages = messages;
        this.backoff = new Backoff(settings.firstPause(), settings.crashes());
    }

    /** What is not about hooks: logs and questions for secrets. */
    interface Messages {

        /** Takes a message; must not wait. */
        void received(Supervisor from, LiveChild child, Message message) throws IOException;
    }

    String name() {
        return name;
    }

    ProcessSettings settings() {
        return settings;
    }

    // ---- attachments -----------------------------------------------------------------------------------------------

    /** Reserves a place for an attachment; false if the supervisor has ended. */
    synchronized boolean join() {
        if (closed) {
            return false;
        }
        users++;
        return true;
    }

    /** Gives a place back; the last one ends the child. Returns whether it was the last. */
    boolean leave() {
        LiveChild last;
        synchronized (this) {
            if (--users > 0) {
                return false;
            }
            closed = true;
            last = child;
        }
        if (last != null) {
            last.end();
        }
        return true;
    }

    /** A number that names an attachment or a call. */
    long nextNumber() {
        return numbers.incrementAndGet();
    }

    /**
     * Attaches a hook in the child, starting that if it never ran. Returns when the hook can be called, or at once
     * while the child waits to be started again: then calls are refused until it has.
     *
     * @throws AttachException if it cannot be attached
     */
    void attach(ProcessAttachment attachment) throws AttachException {
        attachments.put(attachment.id(), attachment);
        boolean isAttached = false;
        try {
            LiveChild now = running();
            if (now != null) {
                attachment.askFor(now);
                attachment.awaitReady(settings.startLimit());
            }
            isAttached = true;
        } finally {
            if (!isAttached) {
                attachments.remove(attachment.id());
            }
        }
    }

    /** Detaches a hook. */
    void detach(ProcessAttachment attachment) {
        attachments.remove(attachment.id());
        LiveChild now = child;
        if (now != null) {
            try {
                now.send(Kind.DETACH, attachment.id());
            } catch (IOException e) {
                // It has ended, and with it the attachment.
            }
        }
    }

    /** All attachments; a view. */
    Iterable<ProcessAttachment> attachments() {
        return attachments.values();
    }

    @SuppressWarnings("ReferenceEquality") // One constant.
    private @Nullable LiveChild running() throws AttachException {
        synchronized (this) {
            boolean interrupted = false;
            while (starting) {
                try {
                    wait();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
            LiveChild now = child;
            if (now != null) {
                return now;
            }
            if (closed) {
                throw new AttachException("process " + name + " ends");
            }
            if (down != BEFORE) {
                return null;
            }
            starting = true;
        }
        LiveChild started = start();
        if (started == null) {
            throw new AttachException("process " + name + " does not start: " + down);
        }
        return started;
    }

    // ---- start and restart -----------------------------------------------------------------------------------------

    /** Starts the child, where the flag says that this thread does. Null if it does not start. */
    private @Nullable LiveChild start() {
        LiveChild started = null;
        String problem = "";
        try {
            started = launcher.launch(this);
        } catch (IOException | RuntimeException | LinkageError e) {
            problem = String.valueOf(e.getMessage());
        }
        boolean isUnwanted;
        synchronized (this) {
            starting = false;
            startedAt = System.nanoTime();
            lastPong = startedAt;
            isUnwanted = closed;
            if (started != null && started == lastEnded) {
                started = null;
                problem = down;
            }
            if (started != null && !isUnwanted) {
                child = started;
                down = "";
            } else {
                down = problem;
            }
            notifyAll();
        }
        if (started == null) {
            LOG.warn("process {} does not start: {}", name, problem);
            restartLater(0);
            return null;
        }
        if (isUnwanted) {
            started.end();
            return null;
        }
        LOG.info("process {} has started, pid {}", name, started.pid());
        for (ProcessAttachment attachment : attachments.values()) {
            attachment.askFor(started);
        }
        pingLater(started, 0);
        return started;
    }

    private void restartLater(long livedNanos) {
        long pause;
        boolean isLoop;
        int recent;
        synchronized (this) {
            if (closed) {
                return;
            }
            pause = backoff.ended(System.nanoTime(), livedNanos);
            isLoop = backoff.isLoop();
            recent = backoff.recent();
        }
        if (isLoop) {
            String reason = "its process has ended " + recent + " times within " + Backoff.WINDOW.toMinutes()
                    + " minutes: " + down;
            attachments.values().forEach(attachment -> attachment.context().trip(reason));
        }
        LOG.info("process {} starts again in {} ms", name, TimeUnit.NANOSECONDS.toMillis(pause));
        later(pause, () -> {
            Thread thread = new Thread(this::restart, "hookline-process-start-" + name);
            thread.setDaemon(true);
            thread.start();
        });
    }

    private void restart() {
        synchronized (this) {
            if (closed || starting || child != null) {
                return;
            }
            starting = true;
        }
        restarts.incrementAndGet();
        start();
    }

    @SuppressWarnings("FutureReturnValueIgnored") // What fails there is told where it fails.
    private void later(long nanos, Runnable work) {
        try {
            timer.schedule(work, nanos, TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            // The runner has ended.
        }
    }

    // ---- health ----------------------------------------------------------------------------------------------------

    private void pingLater(LiveChild of, long number) {
        later(settings.pingLimit().toNanos() / 5, () -> ping(of, number));
    }

    private void ping(LiveChild of, long number) {
        if (child != of) {
            return;
        }
        long silent = System.nanoTime() - lastPong;
        if (silent > settings.pingLimit().toNanos()) {
            of.kill("it has not answered for " + TimeUnit.NANOSECONDS.toMillis(silent) + " ms");
            return;
        }
        try {
            of.send(Kind.PING, number);
        } catch (IOException e) {
            of.kill("it does not read: " + e.getMessage());
            return;
        }
        pingLater(of, number + 1);
    }

    /** Ends the child because of what one of its hooks does; another takes its place. */
    void kill(LiveChild of, String reason) {
        if (child == of) {
            of.kill(reason);
        }
    }

    /** Sends the child a message, if it runs. */
    void tell(Kind kind, @Nullable Object... fields) {
        LiveChild now = child;
        if (now != null) {
            try {
                now.send(kind, fields);
            } catch (IOException e) {
                // It has ended; the next one gets all there is.
            }
        }
    }

    // ---- calls -----------------------------------------------------------------------------------------------------

    /** The child; null while there is none. */
    @Nullable
    LiveChild child() {
        return child;
    }

    /** Why there is none. */
    String down() {
        return down;
    }

    /** A call begins; false if its child has ended meanwhile. */
    boolean begin(ProcessCall call) {
        calls.put(call.id(), call);
        if (child != call.child()) {
            calls.remove(call.id());
            return false;
        }
        return true;
    }

    /** A call is of no interest any more. */
    void forget(ProcessCall call) {
        calls.remove(call.id());
    }

    // ---- events ----------------------------------------------------------------------------------------------------

    @Override
    public void received(LiveChild from, Message message) throws IOException {
        switch (message.kind()) {
            case RESULT, FAILURE, PROCEED -> {
                ProcessCall call = calls.get(message.number(0));
                if (call != null && call.child() == from) {
                    call.received(message);
                }
            }
            case ATTACHED, REFUSED -> {
                ProcessAttachment attachment = attachments.get(message.number(0));
                if (attachment != null) {
                    attachment.answered(from, message.kind() == Kind.ATTACHED ? "" : message.text(1));
                }
            }
            case PONG -> {
                lastPong = System.nanoTime();
                heapBytes = message.number(1);
            }
            case LOG, SECRET -> messages.received(this, from, message);
            default -> throw new ProtocolException("a child does not send " + message.kind());
        }
    }

    @Override
    public void ended(LiveChild ended, String how) {
        long lived;
        boolean isExpected;
        boolean isKnown;
        synchronized (this) {
            lastEnded = ended;
            isKnown = child == ended;
            if (isKnown) {
                child = null;
            }
            down = "its process has ended: " + how;
            isExpected = closed;
            lived = System.nanoTime() - startedAt;
        }
        List<ProcessCall> lost = new ArrayList<>(calls.values());
        lost.removeIf(call -> call.child() != ended);
        for (ProcessCall call : lost) {
            call.ended(down);
        }
        attachments.values().forEach(attachment -> attachment.ended(ended, down));
        if (isExpected) {
            LOG.info("process {} has ended", name);
        } else {
            LOG.warn("process {} (pid {}) has ended: {}. {} calls were in it", name, ended.pid(), how, lost.size());
            if (isKnown) {
                restartLater(lived);
            }
        }
    }

    // ---- used by tools ---------------------------------------------------------------------------------------------

    /** The process in a few words. */
    String describe() {
        LiveChild now = child;
        String state = now == null
                ? down
                : "pid " + now.pid() + ", " + (heapBytes >> 20) + " of " + settings.heapMegabytes() + " MB heap";
        int count = restarts.get();
        return "process " + name + ", " + state + ", " + count + (count == 1 ? " restart" : " restarts");
    }
}
