package io.hookline.deploy.internal.store;

import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts the starts of the process with a set that have failed one after the other, to detect a set that cannot start.
 * Whether a start has failed is the launcher's judgement, which it makes known at the next start. Without a launcher a
 * start has failed if the process went away before it had {@linkplain #succeeded succeeded} or {@linkplain #ended
 * ended}. Used by one thread at a time.
 */
public final class BootRecord {

    private static final Logger LOG = LoggerFactory.getLogger(BootRecord.class);
    private static final String LOST = "The count of failed starts begins at zero";

    private final RecordFile<Attempts> file;
    private final LastStart last;

    /**
     * The record in a file, which need not be there.
     *
     * @param report told if it is damaged
     */
    public BootRecord(Path file, LastStart last, Consumer<String> report) {
        this.file = RecordFile.of(file, Attempts.class, report);
        this.last = last;
    }

    /** Notes that a start with a set begins; returns how many starts directly before it have failed. */
    public int begin(long set) {
        int failed = file.read(LOST)
                .filter(before -> before.set() == set)
                .map(this::failed)
                .orElse(0);
        write(new Attempts(set, failed, last.process(), true));
        return failed;
    }

    private int failed(Attempts before) {
        if (last.process() == null || before.process() == null) {
            return before.failed() + (before.open() ? 1 : 0);
        }
        if (!before.process().equals(last.before())) {
            return before.failed();
        }
        return switch (last.outcome()) {
            case GOOD -> 0;
            case FAILED -> before.failed() + 1;
            case ENDED -> before.failed();
        };
    }

    /** Notes that the start has succeeded, as far as can be known without a launcher. */
    public void succeeded(long set) {
        if (last.process() == null) {
            write(new Attempts(set, 0, null, false));
        }
    }

    /** Notes that the process ends as asked, without a launcher that judges whether the start was good. */
    public void ended(long set) {
        if (last.process() == null) {
            int failed = file.read(LOST)
                    .filter(before -> before.set() == set)
                    .map(Attempts::failed)
                    .orElse(0);
            write(new Attempts(set, failed, null, false));
        }
    }

    private void write(Attempts attempts) {
        try {
            file.write(attempts);
        } catch (IOException e) {
            LOG.warn("the record of starts cannot be written: a set that cannot start is not detected", e);
        }
    }

    /**
     * What the file holds.
     *
     * @param failed how many starts with the set have failed, without the one that is under way
     * @param process the process that has begun the last one; null if there is no launcher
     * @param open whether it has neither succeeded nor ended; meaningful without a launcher
     */
    private record Attempts(long set, int failed, @Nullable String process, boolean open) {}
}
