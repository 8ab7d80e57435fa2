package io.hookline.runtime;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.SynchronousBundleListener;

/**
 * Notes when each step of a start ended, for {@code benchmarks/start-up --profile}: only if the system property
 * {@code hookline.start.profile} names a file. Each line has {@link System#nanoTime()}, the CPU time of the thread that
 * ended the step and of the process, both in nanoseconds and -1 where the system does not tell, and the step. Safe for
 * use by many threads.
 */
final class StartProfile {

    private static final @Nullable StartProfile PROFILE = ofProperty();

    private static final long NANOS_PER_TICK = 10_000_000;

    private final Path file;
    private volatile String starting = "resolution of the bundles";
    /** Guarded by this. */
    private final StringBuilder lines = new StringBuilder();

    private StartProfile(Path file) {
        this.file = file;
    }

    private static @Nullable StartProfile ofProperty() {
        String file = System.getProperty("hookline.start.profile");
        return file == null ? null : new StartProfile(Path.of(file));
    }

    /** A step has ended. */
    static void ended(String step) {
        if (PROFILE != null) {
            PROFILE.note(step);
        }
    }

    /** Follows the starts of bundles from now on. */
    static void follow(BundleContext context) {
        if (PROFILE != null) {
            context.addBundleListener((SynchronousBundleListener) PROFILE::changed);
        }
    }

    /** The last bundle, and its components, have started. */
    static void endedBundles() {
        if (PROFILE != null) {
            PROFILE.note(PROFILE.starting);
        }
    }

    /** Writes the steps so far to the file. */
    static void write() {
        if (PROFILE != null) {
            PROFILE.save();
        }
    }

    private void changed(BundleEvent event) {
        Bundle bundle = event.getBundle();
        // A bundle's components are activated behind its start: its step lasts until the next bundle starts.
        if (event.getType() == BundleEvent.STARTING && bundle.getBundleId() != 0) {
            note(starting);
            starting = String.valueOf(bundle.getSymbolicName());
        }
    }

    private void note(String step) {
        long now = System.nanoTime();
        long thread = threadNanos();
        long process = processNanos();
        synchronized (this) {
            lines.append(now)
                    .append(' ')
                    .append(thread)
                    .append(' ')
                    .append(process)
                    .append(' ')
                    .append(step)
                    .append('\n');
        }
    }

    private synchronized void save() {
        try {
            Files.writeString(file, lines);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    // Read from files: the JDK's management classes would be part of what is measured.

    private static long threadNanos() {
        String text = read(Path.of("/proc/thread-self/schedstat"));
        return text.isEmpty() ? -1 : Long.parseLong(text.substring(0, text.indexOf(' ')));
    }

    private static long processNanos() {
        String text = read(Path.of("/proc/self/stat"));
        if (text.isEmpty()) {
            return -1;
        }
        // Behind the name, which may hold blanks: the state, ten numbers, user and system time.
        String[] fields = text.substring(text.lastIndexOf(')') + 2).split(" ", 14);
        return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) * NANOS_PER_TICK;
    }

    private static String read(Path path) {
        try {
            return Files.readString(path);
        } catch (NoSuchFileException e) {
            return "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
