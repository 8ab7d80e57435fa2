package io.hookline.deploy.internal.store;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
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

    private static final Attempts NONE = new Attempts(0, 0, null, false, List.of(), List.of(), List.of(), 0);

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

    /**
     * Notes that a start with a set begins; returns what is known of those directly before it.
     *
     * @param releases the digests of what the set starts
     */
    public Starts begin(long set, Collection<String> releases) {
        Attempts before = file.read(LOST).orElse(NONE);
        Set<String> proven = new LinkedHashSet<>(before.proven());
        if (isOfLastStart(before) && last.outcome() == LastStart.Outcome.GOOD) {
            proven.addAll(before.releases());
        }
        proven.retainAll(releases);
        boolean same = before.set() == set;
        int failed = same ? failed(before) : 0;
        long wentBackTo = same ? before.wentBackTo() : 0;
        write(new Attempts(
                set, failed, last.process(), true, List.copyOf(releases), List.copyOf(proven), List.of(), wentBackTo));
        return new Starts(failed, proven, Set.copyOf(same ? before.culprits() : List.of()), wentBackTo);
    }

    private boolean isOfLastStart(Attempts before) {
        return last.process() != null
                && before.process() != null
                && before.process().equals(last.before());
    }

    private int failed(Attempts before) {
        if (last.process() == null || before.process() == null) {
            return before.failed() + (before.open() ? 1 : 0);
        }
        if (!isOfLastStart(before)) {
            return before.failed();
        }
        return switch (last.outcome()) {
            case GOOD -> 0;
            case FAILED -> before.failed() + 1;
            case ENDED -> before.failed();
        };
    }

    /** Notes that the set of this start has the content of an earlier one: from now on only older ones are left. */
    public void wentBack(long to) {
        file.read(LOST).ifPresent(now -> write(now.with(now.failed(), now.open(), now.proven(), now.culprits(), to)));
    }

    /** Notes that the start has succeeded, as far as can be known without a launcher. */
    public void succeeded(long set) {
        if (last.process() == null) {
            Attempts now = of(set);
            write(now.with(0, false, now.releases(), List.of(), now.wentBackTo()));
        }
    }

    /**
     * Notes that the process ends as asked. Whether its start was good is the launcher's judgement, if there is one.
     *
     * @param culprits the digests of the releases whose absence keeps the set from being served, as far as known
     */
    public void ended(long set, Collection<String> culprits) {
        String process = last.process();
        if (process == null) {
            Attempts now = of(set);
            write(now.with(now.failed(), false, now.proven(), List.of(), now.wentBackTo()));
        } else if (!culprits.isEmpty()) {
            file.read(LOST)
                    .filter(now -> now.set() == set && process.equals(now.process()))
                    .ifPresent(now -> write(
                            now.with(now.failed(), now.open(), now.proven(), List.copyOf(culprits), now.wentBackTo())));
        }
    }

    private Attempts of(long set) {
        return file.read(LOST)
                .filter(before -> before.set() == set)
                .orElse(new Attempts(set, 0, last.process(), true, List.of(), List.of(), List.of(), 0));
    }

    private void write(Attempts attempts) {
        try {
            file.write(attempts);
        } catch (IOException e) {
            LOG.warn("the record of starts cannot be written: a set that cannot start is not detected", e);
        }
    }

    /**
     * The starts with a set so far, up to the one that begins.
     *
     * @param failed how many of them, one after the other, have failed
     * @param proven the digests of those releases of the set that were part of a good start
     * @param culprits the digests of the releases that kept the last one from serving; empty if that is not known
     * @param wentBackTo the number of the earlier set whose content it has because a start went back to it; 0 if none
     *     did
     */
    public record Starts(int failed, Set<String> proven, Set<String> culprits, long wentBackTo) {

        /** Copies the sets. */
        public Starts {
            proven = Set.copyOf(proven);
            culprits = Set.copyOf(culprits);
        }
    }

    /**
     * What the file holds. The lists are absent in files of earlier versions.
     *
     * @param failed how many starts with the set have failed, without the one that is under way
     * @param process the process that has begun the last one; null if there is no launcher
     * @param open whether it has neither succeeded nor ended; meaningful without a launcher
     */
    private record Attempts(
            long set,
            int failed,
            @Nullable String process,
            boolean open,
            @Nullable List<String> releases,
            @Nullable List<String> proven,
            @Nullable List<String> culprits,
            long wentBackTo) {

        @Override
        public List<String> releases() {
            return releases == null ? List.of() : releases;
        }

        @Override
        public List<String> proven() {
            return proven == null ? List.of() : proven;
        }

        @Override
        public List<String> culprits() {
            return culprits == null ? List.of() : culprits;
        }

        Attempts with(int failed, boolean open, List<String> proven, List<String> culprits, long wentBackTo) {
            return new Attempts(set, failed, process, open, releases, proven, culprits, wentBackTo);
        }
    }
}
