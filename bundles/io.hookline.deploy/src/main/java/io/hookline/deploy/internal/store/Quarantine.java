package io.hookline.deploy.internal.store;

import io.hookline.api.runtime.Cause;
import io.hookline.common.file.DurableFile;
import io.hookline.deploy.Artifact;
import io.hookline.deploy.QuarantineEntry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The content that must not run, kept over restarts. Guarded by itself. */
public final class Quarantine {

    private static final Logger LOG = LoggerFactory.getLogger(Quarantine.class);

    private final Path file;
    private final Clock clock;
    private final Map<String, QuarantineEntry> entries = new TreeMap<>();

    private Quarantine(Path file, Clock clock) {
        this.file = file;
        this.clock = clock;
    }

    /**
     * The quarantine in a file, which need not be there.
     *
     * @throws IOException if it is there and cannot be read
     */
    public static Quarantine in(Path file, Clock clock) throws IOException {
        Quarantine quarantine = new Quarantine(file, clock);
        if (Files.exists(file)) {
            for (QuarantineEntry entry : read(file)) {
                quarantine.entries.put(entry.sha256(), entry);
            }
        }
        return quarantine;
    }

    private static QuarantineEntry[] read(Path file) throws IOException {
        try {
            return StoreJson.read(Files.readAllBytes(file), QuarantineEntry[].class);
        } catch (IOException e) {
            throw new IOException(
                    "the quarantine " + file + " cannot be read, so no plugin is started, because it may be"
                            + " quarantined; fix it, or delete it to release everything that is in it",
                    e);
        }
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
            LOG.error("the quarantine cannot be written to {}: it will not outlast this process", file, e);
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
        DurableFile.write(file, StoreJson.write(entries.values()));
    }
}
