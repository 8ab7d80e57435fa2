package io.hookline.shell.internal.terminal;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** What a terminal was told to show. */
final class Screen extends ByteArrayOutputStream {

    private static final long DEADLINE_NANOS = TimeUnit.SECONDS.toNanos(20);

    /** A whole one, or the beginning of one at the end. */
    private static final Pattern ESCAPE = Pattern.compile("\u001b\\[[0-9;?]*[A-Za-z]|\u001b(\\[[0-9;?]*)?$");

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
            String shown = plain().substring(seen);
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

    /** Without colours and movements of the cursor. */
    private String plain() {
        String shown = new String(buf, 0, count, StandardCharsets.UTF_8).replace("\r\n", "\n");
        return ESCAPE.matcher(shown).replaceAll("");
    }
}
