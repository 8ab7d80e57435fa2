package io.hookline.shell.internal.terminal;

import io.hookline.shell.internal.text.FittedLines;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jline.reader.LineReader;

/**
 * Prints lines above the prompt, which is redrawn with what was typed so far. A caller never waits: it may hold locks
 * that the prompt's own thread needs. So the lines go through a bounded queue; those that find it full are counted.
 */
final class LinesAbove implements Consumer<String>, Runnable {

    private static final int MOST_WAITING = 1000;

    private final LineReader reader;
    private final BlockingQueue<String> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
    private final AtomicLong lost = new AtomicLong();

    LinesAbove(LineReader reader) {
        this.reader = reader;
    }

    /** Takes text in: whole lines. Any thread may call it. */
    @Override
    public void accept(String text) {
        if (!waiting.offer(text)) {
            lost.incrementAndGet();
        }
    }

    /** Prints until the thread is interrupted. */
    @Override
    public void run() {
        try {
            while (true) {
                print(waiting.take());
            }
        } catch (InterruptedException e) {
            for (String text = waiting.poll(); text != null; text = waiting.poll()) {
                print(text);
            }
        }
    }

    private void print(String text) {
        long missing = lost.getAndSet(0);
        String all = missing == 0 ? text : text + "(" + missing + " lines are left out: log/hookline.log)\n";
        reader.printAbove(FittedLines.of(all, reader.getTerminal().getWidth()));
    }
}
