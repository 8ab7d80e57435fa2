package io.hookline.config.internal.store;

import io.hookline.common.file.OwnerOnly;
import io.hookline.config.ConfigurationProblem;
import io.hookline.config.ConfigurationProblem.Reason;
import io.hookline.config.internal.schema.Values;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Dictionary;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Constants;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The revisions of all configurations on disk: one folder for each PID, one file for each revision. Files are written
 * atomically. One that is damaged is set aside, with the suffix {@value #DAMAGED}, and reported. Safe for use by many
 * threads.
 */
public final class RevisionStore {

    private static final Logger LOG = LoggerFactory.getLogger(RevisionStore.class);
    private static final String SUFFIX = ".config";
    private static final String DAMAGED = ".damaged";
    private static final int KEPT = 50;

    private final Path folder;
    private final PortablePaths paths;
    private final Clock clock;
    private final Map<String, List<StoredRevision>> revisions = new TreeMap<>();
    private final Map<String, StoredRevision> current = new TreeMap<>();
    private final Map<String, List<ConfigurationProblem>> damaged = new TreeMap<>();

    /** Reads a folder that lies in its data folder. */
    public RevisionStore(Path folder, Clock clock) throws IOException {
        this(folder, new PortablePaths(folder.resolveSibling(""), folder.resolveSibling("conf")), clock);
    }

    /** Reads the folder. No revision is current yet. */
    public RevisionStore(Path folder, PortablePaths paths, Clock clock) throws IOException {
        if (Files.exists(folder, LinkOption.NOFOLLOW_LINKS) && !Files.isDirectory(folder)) {
            Path aside = folder.resolveSibling(folder.getFileName() + DAMAGED);
            LOG.error("{} is not a folder and is set aside as {}", folder, aside);
            Files.move(folder, aside, StandardCopyOption.REPLACE_EXISTING);
        }
        this.folder = OwnerOnly.createDirectories(folder);
        this.paths = paths;
        this.clock = clock;
        try (Stream<Path> pids = Files.list(folder)) {
            pids.filter(pid -> Files.isDirectory(pid) && !pid.toString().endsWith(DAMAGED))
                    .forEach(this::read);
        }
    }

    private void read(Path pidFolder) {
        List<StoredRevision> read = new ArrayList<>();
        String pid = pid(pidFolder);
        try (Stream<Path> files = Files.list(pidFolder)) {
            for (Path file : files.filter(each -> number(each) > 0).toList()) {
                try {
                    read.add(StoredRevision.read(number(file), paths.local(RecordFile.read(file))));
                } catch (IOException | RuntimeException e) {
                    setAside(pid, file, e);
                }
            }
        } catch (IOException | UncheckedIOException e) {
            setAside(pid, pidFolder, e);
        }
        read.sort(Comparator.comparingLong(StoredRevision::number));
        read.stream()
                .map(StoredRevision::properties)
                .filter(properties -> properties != null && properties.get(Constants.SERVICE_PID) != null)
                .findFirst()
                .ifPresent(properties ->
                        revisions.put(String.valueOf(properties.get(Constants.SERVICE_PID)), new ArrayList<>(read)));
    }

    private static String pid(Path pidFolder) {
        String name = pidFolder.getFileName().toString();
        try {
            return URLDecoder.decode(name, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return name;
        }
    }

    private void setAside(String pid, Path file, Exception cause) {
        Path aside = file.resolveSibling(file.getFileName() + DAMAGED);
        String message =
                "the stored revision " + file.getFileName() + " is damaged and is set aside as " + aside.getFileName()
                        + " (" + cause.getMessage() + "); the newest whole one counts, then the file in conf/";
        LOG.error("{}: {}", pid, message);
        damaged.computeIfAbsent(pid, each -> new ArrayList<>())
                .add(new ConfigurationProblem(Reason.DAMAGED, "", message));
        try {
            Files.move(file, aside, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            LOG.error("{} cannot be set aside", file, e);
        }
    }

    /** The damaged revisions that this process has set aside, by PID. */
    public synchronized Map<String, List<ConfigurationProblem>> damaged() {
        return new TreeMap<>(damaged);
    }

    /** Whether nothing was set aside, by this process or before. */
    boolean isWhole() throws IOException {
        try (Stream<Path> files = Files.walk(folder, 2)) {
            return files.noneMatch(file -> file.toString().endsWith(DAMAGED))
                    && !Files.exists(folder.resolveSibling(folder.getFileName() + DAMAGED));
        }
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
     * Makes the newest revision of each PID that came from a file current, whether the file still exists or not. A
     * configuration that was set by code lasts only as long as the process.
     */
    public synchronized void restore() {
        revisions.forEach((pid, all) -> {
            for (int i = all.size() - 1; i >= 0; i--) {
                StoredRevision revision = all.get(i);
                if (revision.properties() == null) {
                    return;
                }
                if (revision.origin() != null) {
                    current.put(pid, revision);
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

    /** All stored revisions of all PIDs. */
    synchronized List<StoredRevision> all() {
        return revisions.values().stream().flatMap(List::stream).toList();
    }

    /** One revision. */
    public Optional<StoredRevision> revision(String pid, long number) {
        return history(pid).stream()
                .filter(revision -> revision.number() == number)
                .findFirst();
    }

    /** Makes properties the current revision. If the settings do not differ, the current revision is written again. */
    public synchronized void put(
            String pid, Dictionary<String, Object> properties, Marks marks, String by, String reason)
            throws IOException {
        StoredRevision before = current.get(pid);
        StoredRevision next = before != null && Values.sameText(before.settings(), Values.settings(properties))
                ? new StoredRevision(before.number(), before.at(), before.by(), before.reason(), properties, marks)
                : new StoredRevision(nextNumber(pid), clock.instant(), by, reason, properties, marks);
        write(pid, next);
        current.put(pid, next);
    }

    /** Deletes the current configuration. */
    public synchronized void delete(String pid, String by, String reason) throws IOException {
        if (current.containsKey(pid)) {
            write(pid, new StoredRevision(nextNumber(pid), clock.instant(), by, reason, null, Marks.NONE));
            current.remove(pid);
        }
    }

    /**
     * Changes the stored properties of all revisions, without new revisions: it takes plain secrets out of the history.
     * The current revision is left to Config Admin.
     *
     * @param change returns the new properties; those that it was given if nothing changes
     */
    public synchronized void rewrite(String pid, UnaryOperator<Dictionary<String, Object>> change) throws IOException {
        StoredRevision now = current.get(pid);
        for (StoredRevision revision : history(pid)) {
            Dictionary<String, Object> before = revision.properties();
            if (before != null && (now == null || now.number() != revision.number())) {
                Dictionary<String, Object> after = change.apply(before);
                if (after != before) {
                    write(
                            pid,
                            new StoredRevision(
                                    revision.number(),
                                    revision.at(),
                                    revision.by(),
                                    revision.reason(),
                                    after,
                                    revision.marks()));
                }
            }
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
        RecordFile.write(pidFolder.resolve(revision.number() + SUFFIX), paths.portable(revision.asStored()));
        List<StoredRevision> all = revisions.computeIfAbsent(pid, each -> new ArrayList<>());
        all.removeIf(other -> other.number() == revision.number());
        all.add(revision);
        all.sort(Comparator.comparingLong(StoredRevision::number));
        while (all.size() > KEPT) {
            StoredRevision oldest = all.remove(0);
            Files.deleteIfExists(pidFolder.resolve(oldest.number() + SUFFIX));
        }
    }

    private Path folder(String pid) {
        return folder.resolve(URLEncoder.encode(pid, StandardCharsets.UTF_8).replace("*", "%2A"));
    }
}
