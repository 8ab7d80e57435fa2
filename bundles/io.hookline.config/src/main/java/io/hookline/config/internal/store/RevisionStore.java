package io.hookline.config.internal.store;

import io.hookline.common.file.DurableFile;
import io.hookline.common.file.OwnerOnly;
import io.hookline.config.internal.schema.Values;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Dictionary;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.felix.cm.file.ConfigurationHandler;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Constants;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The revisions of all configurations on disk: one folder for each PID, one file for each revision, in Felix's format.
 * Files are written atomically; one that cannot be read is skipped. Safe for use by many threads.
 */
public final class RevisionStore {

    private static final Logger LOG = LoggerFactory.getLogger(RevisionStore.class);
    private static final String SUFFIX = ".config";
    private static final int KEPT = 50;

    private final Path folder;
    private final Clock clock;
    private final Map<String, List<StoredRevision>> revisions = new TreeMap<>();
    private final Map<String, StoredRevision> current = new TreeMap<>();

    /** Reads the folder. No revision is current yet. */
    public RevisionStore(Path folder, Clock clock) throws IOException {
        this.folder = OwnerOnly.createDirectories(folder);
        this.clock = clock;
        try (Stream<Path> pids = Files.list(folder)) {
            for (Path pid : pids.filter(Files::isDirectory).toList()) {
                read(pid);
            }
        }
    }

    private void read(Path pidFolder) throws IOException {
        List<StoredRevision> read = new ArrayList<>();
        try (Stream<Path> files = Files.list(pidFolder)) {
            for (Path file : files.filter(each -> number(each) > 0).toList()) {
                try {
                    read.add(StoredRevision.read(number(file), load(Files.readAllBytes(file))));
                } catch (IOException | RuntimeException e) {
                    LOG.warn("{} cannot be read and is skipped: {}", file, e.toString());
                }
            }
        }
        read.sort(Comparator.comparingLong(StoredRevision::number));
        read.stream()
                .map(StoredRevision::properties)
                .filter(properties -> properties != null && properties.get(Constants.SERVICE_PID) != null)
                .findFirst()
                .ifPresent(properties ->
                        revisions.put(String.valueOf(properties.get(Constants.SERVICE_PID)), new ArrayList<>(read)));
    }

    @SuppressWarnings("unchecked")
    private static Dictionary<String, Object> load(byte[] content) throws IOException {
        return ConfigurationHandler.read(new ByteArrayInputStream(content));
    }

    private static long number(Path file) {
        String name = file.getFileName().toString();
        try {
            return name.endsWith(SUFFIX) ? Long.parseLong(name.substring(0, name.length() - SUFFIX.length())) : 0;
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    /**
     * Makes the newest revision of each PID current, if its file still exists. A configuration that was set by code
     * lasts only as long as the process; one whose file was deleted is not restored.
     *
     * @param isThere whether the file with this URI exists
     */
    public synchronized void restore(Predicate<String> isThere) {
        revisions.forEach((pid, all) -> {
            for (int i = all.size() - 1; i >= 0; i--) {
                StoredRevision revision = all.get(i);
                String origin = revision.origin();
                if (revision.properties() == null) {
                    return;
                }
                if (origin != null) {
                    if (isThere.test(origin)) {
                        current.put(pid, revision);
                    }
                    return;
                }
            }
        });
    }

    /** The current revision; null if nothing is set. */
    public synchronized @Nullable StoredRevision current(String pid) {
        return current.get(pid);
    }

    /** The PIDs with a current revision. */
    public synchronized List<String> pids() {
        return List.copyOf(current.keySet());
    }

    /** The stored revisions, newest first. */
    public synchronized List<StoredRevision> history(String pid) {
        List<StoredRevision> history = new ArrayList<>(revisions.getOrDefault(pid, List.of()));
        history.sort(Comparator.comparingLong(StoredRevision::number).reversed());
        return List.copyOf(history);
    }

    /** One revision. */
    public Optional<StoredRevision> revision(String pid, long number) {
        return history(pid).stream()
                .filter(revision -> revision.number() == number)
                .findFirst();
    }

    /** Makes properties the current revision. If the settings do not differ, the current revision is written again. */
    public synchronized void put(String pid, Dictionary<String, Object> properties, String by) throws IOException {
        StoredRevision before = current.get(pid);
        StoredRevision next = before != null && Values.sameText(before.settings(), Values.settings(properties))
                ? new StoredRevision(before.number(), before.at(), before.by(), properties)
                : new StoredRevision(nextNumber(pid), clock.instant(), by, properties);
        write(pid, next);
        current.put(pid, next);
    }

    /** Deletes the current configuration. */
    public synchronized void delete(String pid, String by) throws IOException {
        if (current.containsKey(pid)) {
            write(pid, new StoredRevision(nextNumber(pid), clock.instant(), by, null));
            current.remove(pid);
        }
    }

    private long nextNumber(String pid) {
        return revisions.getOrDefault(pid, List.of()).stream()
                        .mapToLong(StoredRevision::number)
                        .max()
                        .orElse(0)
                + 1;
    }

    private void write(String pid, StoredRevision revision) throws IOException {
        Path pidFolder = OwnerOnly.createDirectories(folder(pid));
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        ConfigurationHandler.write(content, revision.asStored());
        DurableFile.write(pidFolder.resolve(revision.number() + SUFFIX), content.toByteArray());
        List<StoredRevision> all = revisions.computeIfAbsent(pid, each -> new ArrayList<>());
        all.removeIf(other -> other.number() == revision.number());
        all.add(revision);
        while (all.size() > KEPT) {
            StoredRevision oldest = all.remove(0);
            Files.deleteIfExists(pidFolder.resolve(oldest.number() + SUFFIX));
        }
    }

    private Path folder(String pid) {
        return folder.resolve(URLEncoder.encode(pid, StandardCharsets.UTF_8).replace("*", "%2A"));
    }
}
