package io.hookline.isolation.wasm.internal.plugin;

import io.hookline.common.text.Printable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * The log of one module, under the logger {@code io.hookline.wasm.PLUGIN}. At most a hundred lines a second, each of a
 * few thousand characters, without control characters: a module cannot fill the disk, nor write lines that look like
 * those of others. Safe for use by many threads.
 */
public final class GuestLog {

    private static final int MOST_LINES = 100;
    private static final int MOST_CHARACTERS = 4_000;

    private final Logger logger;
    private final AtomicLong second = new AtomicLong();
    private final AtomicInteger lines = new AtomicInteger();

    /** The log of a plugin's module. */
    public GuestLog(String plugin) {
        logger = LoggerFactory.getLogger("io.hookline.wasm." + plugin);
    }

    /** Writes a line of the module. */
    public void write(Level level, String text) {
        if (!logger.isEnabledForLevel(level)) {
            return;
        }
        long now = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime());
        if (second.getAndSet(now) != now) {
            lines.set(0);
        }
        int number = lines.incrementAndGet();
        if (number > MOST_LINES) {
            if (number == MOST_LINES + 1) {
                logger.warn("more than {} lines within a second: the rest of them is dropped", MOST_LINES);
            }
            return;
        }
        String printable =
                Printable.of(text.length() > MOST_CHARACTERS ? text.substring(0, MOST_CHARACTERS) + "..." : text);
        logger.atLevel(level).log("{}", printable);
    }

    /** The lowest level that is written. */
    public Level level() {
        for (Level level : new Level[] {Level.TRACE, Level.DEBUG, Level.INFO, Level.WARN}) {
            if (logger.isEnabledForLevel(level)) {
                return level;
            }
        }
        return Level.ERROR;
    }
}
