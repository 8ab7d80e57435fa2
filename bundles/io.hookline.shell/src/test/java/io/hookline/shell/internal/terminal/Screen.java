package io.hookline.shell.internal.terminal;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/** What a terminal was told to show. */
final class Screen extends ByteArrayOutputStream {

    private static final long DEADLINE_NANOS = TimeUnit.SECONDS.toNanos(20);

    private int seen;

    @Override
    public synchronized void write(int b) {
        super.write(b);
        notifyAll();
    }

    @Override
    public synchronized void write(byte[] bytes, int from, int length) {
        super.write(bytes, from, length);
        notifyAll();
    }

    /** Waits for a text behind those that were awaited before; returns what came up to its end. */
    synchronized String await(String text) throws InterruptedException {
        long end = System.nanoTime() + DEADLINE_NANOS;
        while (true) {
            String shown = new String(buf, 0, count, StandardCharsets.UTF_8).substring(seen);
            int at = shown.indexOf(text);
            if (at >= 0) {
                seen += at + text.length();
                return shown.substring(0, at + text.length());
            }
            long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
            if (left <= 0) {
                throw new AssertionError("\"" + text + "\" was not shown, only:\n" + shown);
            }
            wait(left);
        }
    }
}
