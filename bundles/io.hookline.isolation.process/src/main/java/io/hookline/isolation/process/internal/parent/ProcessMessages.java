package io.hookline.isolation.process.internal.parent;

import io.hookline.isolation.process.internal.wire.Kind;
import io.hookline.isolation.process.internal.wire.Message;
import java.io.IOException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BinaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * What one process says that is not about calls: messages for the log, and questions for secrets. The process may be
 * hostile: texts are cut before they wait, and a process has only so many of them. Safe for use by many threads.
 */
final class ProcessMessages implements Supervisor.Messages {

    private static final Logger LOG = LoggerFactory.getLogger("io.hookline.process");
    private static final int MOST_NAME = 200;
    private static final int MOST_TEXT = 13_000;

    private final String process;
    private final BinaryOperator<String> secrets;
    private final LogQuota quota;
    private final Executor worker;

    ProcessMessages(String process, BinaryOperator<String> secrets, LogQuota quota, Executor worker) {
        this.process = process;
        this.secrets = secrets;
        this.quota = quota;
        this.worker = worker;
    }

    @Override
    public void received(Supervisor from, LiveChild child, Message message) throws IOException {
        if (message.kind() == Kind.LOG) {
            logLater(message.number(0), message.text(1), message.text(2), message.text(3));
        } else {
            long question = message.number(0);
            String plugin = message.text(1);
            String configured = message.text(2);
            try {
                worker.execute(() -> answer(child, question, plugin, configured));
            } catch (RejectedExecutionException e) {
                child.send(Kind.SECRET_ANSWER, question, null, "too many messages of processes wait");
            }
        }
    }

    /** A line that the process has printed. */
    void printed(String line) {
        logLater(Level.INFO.toInt(), LOG.getName(), line, "");
    }

    private void logLater(long level, String logger, String text, String stack) {
        if (!quota.isAllowed()) {
            return;
        }
        String name = printable(logger, MOST_NAME);
        String line = printable(text, MOST_TEXT);
        String trace = printable(stack, MOST_TEXT);
        try {
            worker.execute(() -> log(level(level), name, line, trace));
        } catch (RejectedExecutionException e) {
            quota.leaveOut();
        }
    }

    private void log(Level level, String name, String line, String trace) {
        long lost = quota.takeLeftOut();
        if (lost > 0) {
            LOG.warn("{} messages of process {} were left out", lost, process);
        }
        Logger to = LoggerFactory.getLogger(name);
        to.atLevel(level).log("[process " + process + "] " + line);
        trace.lines().forEach(at -> to.atLevel(level).log("    " + at.strip()));
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
}
