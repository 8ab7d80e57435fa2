package io.hookline.isolation.process.internal.parent;

import io.hookline.isolation.process.internal.wire.Kind;
import io.hookline.isolation.process.internal.wire.Message;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;

/** Children without a process: each answers at once, on a thread of its own, unless it is told not to. */
final class FakeChildren implements Launcher {

    /** Whether calls get no answer. */
    volatile boolean silent;

    /** Whether pings get no answer. */
    volatile boolean deaf;

    /** Why none starts; empty: it does. */
    volatile String broken = "";

    private final List<FakeChild> all = new ArrayList<>();
    private volatile int calls;

    @Override
    public synchronized LiveChild launch(Events events) throws IOException {
        if (!broken.isEmpty()) {
            throw new IOException(broken);
        }
        FakeChild child = new FakeChild(all.size() + 1, events);
        all.add(child);
        return child;
    }

    synchronized FakeChild first() {
        return all.get(0);
    }

    synchronized FakeChild last() {
        return all.get(all.size() - 1);
    }

    int calls() {
        return calls;
    }

    final class FakeChild implements LiveChild {

        final CountDownLatch ended = new CountDownLatch(1);
        volatile String killed = "";
        volatile int cancelled;
        private final long pid;
        private final Events events;
        private final AtomicBoolean dead = new AtomicBoolean();

        FakeChild(long pid, Events events) {
            this.pid = pid;
            this.events = events;
        }

        @Override
        public long pid() {
            return pid;
        }

        @Override
        @SuppressWarnings("NonAtomicVolatileUpdate") // Counted by one thread in each test.
        public void send(Kind kind, Object... fields) throws IOException {
            if (dead.get()) {
                throw new IOException("it has ended");
            }
            switch (kind) {
                case ATTACH -> answer(Kind.ATTACHED, fields[0]);
                case CALL -> {
                    calls++;
                    if (!silent) {
                        List<?> arguments = (List<?>) fields[3];
                        if (arguments.get(0) instanceof Map<?, ?>) {
                            answer(Kind.PROCEED, fields[0], null, null);
                        } else {
                            answer(Kind.RESULT, fields[0], "child " + arguments.get(0), null, -1L, -1L);
                        }
                    }
                }
                case PROCEEDED -> answer(Kind.RESULT, fields[0], fields[1], null, -1L, -1L);
                case PROCEED_FAILED -> answer(Kind.FAILURE, fields[0], fields[1], null, false);
                case PING -> {
                    if (!deaf) {
                        answer(Kind.PONG, fields[0], 1L << 20, 1L << 26, 5);
                    }
                }
                case CANCEL -> cancelled++;
                default -> {}
            }
        }

        private void answer(Kind kind, Object... fields) {
            Message message = new Message(kind, new ArrayList<>(Arrays.asList(fields)));
            Thread reader = new Thread(() -> {
                try {
                    events.received(this, message);
                } catch (IOException e) {
                    throw new IllegalStateException(e);
                }
            });
            reader.start();
        }

        void die(String how) {
            if (dead.compareAndSet(false, true)) {
                events.ended(this, how);
            }
        }

        @Override
        public void kill(String reason) {
            killed = reason;
            die(reason);
        }

        @Override
        public void end() {
            ended.countDown();
            die("in order");
        }
    }
}
