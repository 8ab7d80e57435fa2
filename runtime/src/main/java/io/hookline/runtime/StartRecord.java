package io.hookline.runtime;

import io.hookline.common.file.DurableFile;
import io.hookline.common.file.RegularFile;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How the start of a process went, kept for the next start: only then is it known whether a process that is gone ended
 * itself or was killed. The deployer gets the judgement as framework properties, and counts the failed starts of each
 * desired set. Guarded by itself.
 */
final class StartRecord {

    private static final Logger LOG = LoggerFactory.getLogger(StartRecord.class);
    private static final int MOST_BYTES = 64 * 1024;
    private static final String PROCESS = "process";
    private static final String OUTCOME = "outcome";
    private static final String REASON = "reason";
    private static final String FOLDER = "folder";

    /** How a start goes, or went. */
    enum Outcome {
        /** It is under way. */
        BEGUN,
        /** All points were open and served, not yet for the proving time. */
        SERVING,
        /** All points were open and served for the proving time. */
        GOOD,
        /** The process ended by itself, or did not serve. */
        FAILED,
        /** The process ended before that was known, for a reason that is not the set's. */
        ENDED;

        boolean isFinal() {
            return this != BEGUN && this != SERVING;
        }
    }

    private final Path file;
    private final String process;
    private final @Nullable String before;
    private final Outcome last;
    private final String lastReason;
    private Outcome outcome = Outcome.BEGUN;

    private StartRecord(Path file, String process, @Nullable String before, Outcome last, String lastReason) {
        this.file = file;
        this.process = process;
        this.before = before;
        this.last = last;
        this.lastReason = lastReason;
    }

    /** Judges the start before, and notes that this one begins. */
    static StartRecord begin(DataFolder data) {
        Path file = data.cache().resolve("last-start");
        Path trace = data.cache().resolve("exit.log");
        Properties last = read(file);
        String before = last.getProperty(PROCESS);
        Outcome noted = outcome(last.getProperty(OUTCOME, "ended"));
        String reason = last.getProperty(REASON, "");
        Outcome judged = noted;
        if (before != null && !noted.isFinal()) {
            boolean crashed = hasCrashed(before, last.getProperty(FOLDER, ""));
            ExitTrace.End end = ExitTrace.of(trace);
            if (crashed || end == ExitTrace.End.BY_ITSELF) {
                judged = Outcome.FAILED;
                reason = crashed ? "the JVM crashed while it started" : "the process ended itself while it started";
            } else if (end == ExitTrace.End.UNKNOWN && noted == Outcome.BEGUN) {
                judged = Outcome.FAILED;
                reason = "the process went away while it started";
            } else {
                judged = Outcome.ENDED;
                reason = "the process was killed from outside while it started";
            }
        }
        String process = ProcessHandle.current().pid() + "-" + System.currentTimeMillis();
        StartRecord record = new StartRecord(file, process, before, judged, reason);
        record.write("");
        ExitTrace.begin(trace);
        return record;
    }

    private static Properties read(Path file) {
        Properties last = new Properties();
        try {
            if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
                last.load(new StringReader(new String(RegularFile.read(file, MOST_BYTES), StandardCharsets.UTF_8)));
            }
        } catch (IOException | IllegalArgumentException e) {
            LOG.warn("The record of the last start, {}, is damaged and begins anew: {}", file, e.getMessage());
            last.clear();
        }
        return last;
    }

    private static Outcome outcome(String text) {
        try {
            return Outcome.valueOf(text.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            return Outcome.ENDED;
        }
    }

    /** Whether the JVM has left a report of a crash, which it writes into its working folder. */
    private static boolean hasCrashed(String process, String folder) {
        int end = process.indexOf('-');
        return end > 0
                && !folder.isEmpty()
                && Files.exists(Path.of(folder, "hs_err_pid" + process.substring(0, end) + ".log"));
    }

    /** What the deployer needs to know, as framework properties. */
    Map<String, String> properties() {
        Map<String, String> properties = new HashMap<>();
        properties.put("hookline.start.process", process);
        if (before != null) {
            properties.put("hookline.start.before", before);
            properties.put("hookline.start.outcome", last.name().toLowerCase(Locale.ROOT));
        }
        return properties;
    }

    /** Why the start before this one failed, if it did. */
    Optional<String> lastFailure() {
        return last == Outcome.FAILED ? Optional.of(lastReason) : Optional.empty();
    }

    /** How this start is judged so far. */
    synchronized Outcome outcome() {
        return outcome;
    }

    /** Notes how this start goes. The first final judgement stays. */
    synchronized void note(Outcome next, String reason) {
        if (!outcome.isFinal() && outcome != next) {
            outcome = next;
            write(reason);
        }
    }

    private synchronized void write(String reason) {
        StringBuilder text = new StringBuilder();
        line(text, PROCESS, process);
        line(text, OUTCOME, outcome.name().toLowerCase(Locale.ROOT));
        line(text, REASON, reason);
        line(text, FOLDER, Path.of("").toAbsolutePath().toString());
        try {
            DurableFile.write(file, text.toString().getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            LOG.warn("{} cannot be written: failed starts are not counted", file, e);
        }
    }

    private static void line(StringBuilder text, String key, String value) {
        text.append(key)
                .append('=')
                .append(value.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r"))
                .append('\n');
    }
}
