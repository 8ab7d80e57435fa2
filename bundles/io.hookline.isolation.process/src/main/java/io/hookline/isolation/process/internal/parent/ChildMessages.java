package io.hookline.isolation.process.internal.parent;

import io.hookline.isolation.process.internal.wire.Kind;
import io.hookline.isolation.process.internal.wire.Message;
import java.io.IOException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BinaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * What children say that is not about calls: messages for the log, and questions for secrets. Handled by one thread
 * with a bounded queue, so that a child that floods it loses its own messages. Safe for use by many threads.
 */
final class ChildMessages implements Supervisor.Messages {

    private static final Logger LOG = LoggerFactory.getLogger("io.hookline.process");
    private static final int MOST_WAITING = 1_000;
    private static final int MOST_NAME = 200;
    private static final int MOST_TEXT = 13_000;

    private final BinaryOperator<String> secrets;
    private final AtomicLong leftOut = new AtomicLong();
    private final ThreadPoolExecutor worker;

    /**
     * With the source of secrets.
     *
     * @param secrets resolves, for a plugin, a configured text; throws an exception whose message says why not
     */
    ChildMessages(BinaryOperator<String> secrets) {
        this.secrets = secrets;
        this.worker =
                new ThreadPoolExecutor(1, 1, 10, TimeUnit.SECONDS, new ArrayBlockingQueue<>(MOST_WAITING), work -> {
                    Thread thread = new Thread(work, "hookline-process-messages");
                    thread.setDaemon(true);
                    thread.setContextClassLoader(ChildMessages.class.getClassLoader());
                    return thread;
                });
        worker.allowCoreThreadTimeOut(true);
        worker.setRejectedExecutionHandler((work, by) -> leftOut.incrementAndGet());
    }

    @Override
    public void received(Supervisor from, LiveChild child, Message message) throws IOException {
        if (message.kind() == Kind.LOG) {
            long level = message.number(0);
            String logger = message.text(1);
            String text = message.text(2);
            String stack = message.text(3);
            worker.execute(() -> log(from.name(), level, logger, text, stack));
        } else {
            long question = message.number(0);
            String plugin = message.text(1);
            String configured = message.text(2);
            worker.execute(() -> answer(child, question, plugin, configured));
        }
    }

    /** A line that a child has printed. */
    void printed(String process, String line) {
        worker.execute(() -> log(process, Level.INFO.toInt(), "io.hookline.process", line, ""));
    }

    private void log(String process, long level, String logger, String text, String stack) {
        long lost = leftOut.getAndSet(0);
        if (lost > 0) {
            LOG.warn("{} messages of processes were left out", lost);
        }
        Logger to = LoggerFactory.getLogger(printable(logger, MOST_NAME));
        String line = "[process " + process + "] " + printable(text, MOST_TEXT);
        to.atLevel(level(level)).log(line);
        printable(stack, MOST_TEXT).lines().forEach(at -> to.atLevel(level(level))
                .log("    " + at.strip()));
    }

    private static Level level(long number) {
        if (number >= Level.ERROR.toInt()) {
            return Level.ERROR;
        }
        return number >= Level.WARN.toInt() ? Level.WARN : Level.INFO;
    }

    /** Without characters that could forge lines or speak to a terminal. */
    private static String printable(String text, int most) {
        StringBuilder clean = new StringBuilder();
        text.chars().limit(most).forEach(c -> {
            if (c == '\n' || (c >= ' ' && (c < 127 || c >= 160))) {
                clean.append((char) c);
            } else if (c == '\t') {
                clean.append(' ');
            }
        });
        return clean.toString();
    }

    private void answer(LiveChild child, long question, String plugin, String configured) {
        try {
            try {
                child.send(Kind.SECRET_ANSWER, question, secrets.apply(plugin, configured), "");
            } catch (RuntimeException e) {
                child.send(Kind.SECRET_ANSWER, question, null, String.valueOf(e.getMessage()));
            }
        } catch (IOException e) {
            // It has ended.
        }
    }

    void close() {
        worker.shutdown();
    }
}
