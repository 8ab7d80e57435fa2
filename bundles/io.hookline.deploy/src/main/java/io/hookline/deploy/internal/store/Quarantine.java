package io.hookline.deploy.internal.store;

import io.hookline.api.runtime.Cause;
import io.hookline.deploy.Artifact;
import io.hookline.deploy.QuarantineEntry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The content that must not run, kept over restarts. Guarded by itself. */
public final class Quarantine {

    private static final Logger LOG = LoggerFactory.getLogger(Quarantine.class);

    private static final String LOST = "What was in quarantine may run again, unless hook:quarantine forbids it again";

    private final RecordFile<QuarantineEntry[]> file;
    private final Clock clock;
    private final Map<String, QuarantineEntry> entries = new TreeMap<>();

    private Quarantine(RecordFile<QuarantineEntry[]> file, Clock clock) {
        this.file = file;
        this.clock = clock;
    }

    /**
     * The quarantine in a file, which need not be there.
     *
     * @param report told if it is damaged; it is restored from its copy, or begins anew
     */
    public static Quarantine in(Path file, Clock clock, Consumer<String> report) {
        return in(file, clock, OnDamage.SET_ASIDE, report);
    }

    /** The same, with another way to handle damage. */
    public static Quarantine in(Path file, Clock clock, OnDamage onDamage, Consumer<String> report) {
        Quarantine quarantine =
                new Quarantine(RecordFile.withCopy(file, QuarantineEntry[].class, onDamage, report), clock);
        for (QuarantineEntry entry : quarantine.file.read(LOST).orElseGet(() -> new QuarantineEntry[0])) {
            if (entry != null && entry.sha256() != null) {
                quarantine.entries.put(entry.sha256(), entry);
            }
        }
        return quarantine;
    }

    /** Why content is not to run; empty if it may. */
    public synchronized Optional<QuarantineEntry> find(String sha256) {
        return Optional.ofNullable(entries.get(sha256));
    }

    /** All of it. */
    public synchronized List<QuarantineEntry> entries() {
        return List.copyOf(entries.values());
    }

    /** Forbids content. If that cannot be written it holds for this process only, with an error in the log. */
    public void add(Artifact artifact, String reason) {
        add(artifact, Cause.ofRuntime(reason));
    }

    /** The same, for an actor. */
    public synchronized void add(Artifact artifact, Cause cause) {
        String reason = cause.reason();
        entries.put(
                artifact.sha256(),
                new QuarantineEntry(
                        artifact.sha256(),
                        artifact.name(),
                        artifact.version(),
                        reason,
                        clock.instant(),
                        cause.actor()));
        LOG.warn("{} is quarantined by {}: {}", artifact.label(), cause.actor(), reason);
        try {
            write();
        } catch (IOException e) {
            LOG.error("the quarantine cannot be written: it will not outlast this process", e);
        }
    }

    /**
     * Lets content run again.
     *
     * @return false if it was not forbidden
     * @throws IOException if that cannot be written; it stays forbidden
     */
    public synchronized boolean parole(String sha256) throws IOException {
        QuarantineEntry entry = entries.remove(sha256);
        if (entry == null) {
            return false;
        }
        try {
            write();
        } catch (IOException e) {
            entries.put(sha256, entry);
            throw e;
        }
        LOG.info("{} {} is released from quarantine", entry.name(), entry.version());
        return true;
    }

    private void write() throws IOException {
        file.write(entries.values().toArray(new QuarantineEntry[0]));
    }
}
