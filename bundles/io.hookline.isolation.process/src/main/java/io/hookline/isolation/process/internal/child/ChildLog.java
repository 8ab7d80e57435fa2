package io.hookline.isolation.process.internal.child;

import io.hookline.isolation.process.internal.wire.Kind;
import io.hookline.isolation.process.internal.wire.Link;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Sends messages to the runtime's log: at most {@value #MOST_A_SECOND} a second, and says how many were left out. Safe
 * for use by many threads.
 */
final class ChildLog {

    static final int MOST_A_SECOND = 500;

    private static final int MOST_CHARACTERS = 4_000;
    private static final int MOST_STACK = 8_000;
    private static final long SECOND_NANOS = 1_000_000_000;
    private static final int WARN = 30;
    private static final int ERROR = 40;

    private static final AtomicLong SECOND = new AtomicLong(System.nanoTime());
    private static final AtomicInteger SENT = new AtomicInteger();
    private static final AtomicInteger LEFT_OUT = new AtomicInteger();
    private static volatile @Nullable Link link;

    private ChildLog() {}

    /** Messages go there from now on. */
    static void into(Link connected) {
        link = connected;
    }

    /** A message of the child's own code. */
    static void error(String message) {
        log(ERROR, ChildLog.class.getName(), message, null);
    }

    /** A message of any code; the level as SLF4J numbers it. */
    static void log(int level, String logger, String message, @Nullable Throwable failure) {
        Link to = link;
        if (to == null || !isAllowed()) {
            return;
        }
        int leftOut = LEFT_OUT.getAndSet(0);
        if (leftOut > 0) {
            send(to, WARN, ChildLog.class.getName(), leftOut + " messages were left out", "");
        }
        send(to, level, logger, cut(message, MOST_CHARACTERS), stack(failure));
    }

    private static void send(Link to, int level, String logger, String message, String stack) {
        try {
            to.send(Kind.LOG, level, logger, message, stack);
        } catch (IOException | IllegalArgumentException e) {
            LEFT_OUT.incrementAndGet();
        }
    }

    private static boolean isAllowed() {
        long began = SECOND.get();
        long now = System.nanoTime();
        if (now - began > SECOND_NANOS && SECOND.compareAndSet(began, now)) {
            SENT.set(0);
        }
        if (SENT.incrementAndGet() <= MOST_A_SECOND) {
            return true;
        }
        LEFT_OUT.incrementAndGet();
        return false;
    }

    private static String stack(@Nullable Throwable failure) {
        if (failure == null) {
            return "";
        }
        StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text));
        return cut(text.toString(), MOST_STACK);
    }

    private static String cut(String text, int most) {
        return text.length() <= most ? text : text.substring(0, most) + "…";
    }
}
