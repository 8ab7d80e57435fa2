package io.hookline.config.internal.file;

import io.hookline.common.file.DurableFile;
import io.hookline.common.file.RegularFile;
import io.hookline.config.ConfigurationProblem;
import io.hookline.config.ConfigurationProblem.Reason;
import io.hookline.config.ConfigurationRefusedException;
import io.hookline.config.internal.schema.Rules;
import io.hookline.config.internal.schema.Values;
import io.hookline.config.internal.store.GuardedStore;
import io.hookline.config.internal.store.Refusals;
import io.hookline.config.internal.store.StoredRevision;
import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Dictionary;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.felix.fileinstall.ArtifactInstaller;
import org.jspecify.annotations.Nullable;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The folder conf/. File Install watches it and calls this class for each new, changed or deleted file. A refused file
 * changes nothing; a file of the same name with the suffix {@value #REASON} beside it says why, until the file is
 * corrected or deleted. All changes of files and their configurations run one after the other.
 */
public final class ConfFolder implements ArtifactInstaller {

    private static final Logger LOG = LoggerFactory.getLogger(ConfFolder.class);
    private static final String REASON = ".refused.txt";

    /** The largest file that is read, in bytes. */
    private static final int MOST_BYTES = 1 << 20;

    private final Path folder;
    private final ConfigurationAdmin configurations;
    private final GuardedStore store;
    private final Function<String, Rules> rulesOf;
    private final Refusals refusals;
    private final FileText json = new JsonText();
    private final FileText properties;
    private final FileDamage damage;

    /**
     * For an existing folder.
     *
     * @param rulesOf the rules of a PID
     * @param property a property by name, for placeholders; null if there is none
     */
    public ConfFolder(
            Path folder,
            ConfigurationAdmin configurations,
            GuardedStore store,
            Function<String, Rules> rulesOf,
            Refusals refusals,
            Function<String, @Nullable String> property) {
        this.folder = folder;
        this.configurations = configurations;
        this.store = store;
        this.rulesOf = rulesOf;
        this.refusals = refusals;
        this.properties = new PropertyText(property, System::getenv);
        this.damage = new FileDamage(store);
    }

    @Override
    public boolean canHandle(File artifact) {
        Path file = artifact.toPath().toAbsolutePath().normalize();
        try {
            return FileName.of(file).isPresent()
                    && file.getParent() != null
                    && file.getParent().toRealPath().equals(folder.toRealPath());
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public void install(File artifact) {
        apply(artifact.toPath());
    }

    @Override
    public void update(File artifact) {
        apply(artifact.toPath());
    }

    @Override
    public void uninstall(File artifact) {
        deleted(artifact.toPath());
    }

    /** Applies a file, or records why it is refused. */
    private synchronized void apply(Path file) {
        FileName name = FileName.of(file).orElseThrow();
        String pid = name.fullPid();
        try {
            Optional<Path> other =
                    origin(configuration(name)).filter(origin -> !isSame(origin, file) && Files.exists(origin));
            if (other.isPresent()) {
                throw refused(
                        pid,
                        Reason.TWO_FILES,
                        other.get().getFileName() + " contains this configuration already; remove one of the two");
            }
            String text = text(file, name);
            Map<String, Object> settings = typed(name, text);
            damage.refuse(pid, form(name), text, settings);
            bring(file, name, settings, by(file));
            refusals.clear(pid);
            Files.deleteIfExists(reason(file));
        } catch (ConfigurationRefusedException e) {
            noteRefused(file, pid, e.problems());
        } catch (IOException e) {
            noteRefused(
                    file,
                    pid,
                    List.of(new ConfigurationProblem(
                            Reason.UNREADABLE, "", "it cannot be read or stored: " + e.getMessage())));
        }
    }

    private void bring(Path file, FileName name, Map<String, Object> settings, String by) throws IOException {
        Configuration configuration = configuration(name);
        Dictionary<String, Object> old = configuration.getProperties();
        String pid = name.fullPid();
        boolean same = old != null
                && isSame(pid, Values.settings(old), settings)
                && origin(configuration).filter(origin -> isSame(origin, file)).isPresent();
        if (!same) {
            Dictionary<String, Object> next = Values.properties(settings);
            next.put(Values.ORIGIN, file.toUri().toString());
            store.as(by, false, () -> configuration.update(next));
        }
    }

    /** Whether settings are the current ones. Secrets of refused settings are not kept. */
    private boolean isSame(String pid, Map<String, Object> current, Map<String, Object> settings) throws IOException {
        return Values.same(current, settings)
                || (store.check(pid, settings).isEmpty() && Values.same(current, store.kept(pid, settings)));
    }

    private void noteRefused(Path file, String pid, List<ConfigurationProblem> problems) {
        if (refusals.add(pid, by(file), problems, readable(file))) {
            LOG.error("{}", new ConfigurationRefusedException(pid, problems).getMessage());
        }
        StringBuilder text = new StringBuilder("Refused; the previous configuration stays active.\n");
        problems.forEach(problem -> text.append(problem.reason())
                .append(": ")
                .append(problem.message())
                .append('\n'));
        try {
            DurableFile.write(reason(file), text.toString().getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            LOG.warn("the reason for refusing {} cannot be written beside it", file, e);
        }
    }

    /** What a refused file sets, as far as it can be read. */
    private Map<String, Object> readable(Path file) {
        FileName name = FileName.of(file).orElseThrow();
        try {
            return rulesOf.apply(name.pid()).typed(form(name).read(name.fullPid(), text(file, name)));
        } catch (IOException e) {
            return Map.of();
        }
    }

    /** Keeps the configuration of a deleted file: a lost file looks the same as one that was deleted on purpose. */
    private synchronized void deleted(Path file) {
        FileName name = FileName.of(file).orElseThrow();
        String pid = name.fullPid();
        try {
            Files.deleteIfExists(reason(file));
            if (origin(configuration(name))
                    .filter(origin -> isSame(origin, file))
                    .isEmpty()) {
                refusals.clear(pid);
                return;
            }
            noteMissing(file, pid);
            files().stream()
                    .filter(twin -> FileName.of(twin)
                            .filter(each -> each.fullPid().equals(pid))
                            .isPresent())
                    .findFirst()
                    .ifPresent(this::apply);
        } catch (IOException e) {
            LOG.error("{} was deleted, but {} stays configured", file, pid, e);
        }
    }

    private void noteMissing(Path file, String pid) {
        noteRefused(
                file,
                pid,
                List.of(new ConfigurationProblem(
                        Reason.MISSING_FILE,
                        "",
                        "the file " + file.getFileName() + " is gone, and its settings stay: bring it back, or use"
                                + " hook:config " + pid + " delete to take them back")));
    }

    /** Reports the restored configurations whose files are gone. */
    public synchronized void reportMissing(Collection<String> pids) {
        for (String pid : pids) {
            StoredRevision current = store.current(pid);
            Optional<String> origin = current == null ? Optional.empty() : Origin.fileName(current.origin());
            origin.map(folder::resolve)
                    .filter(file -> !Files.exists(file, LinkOption.NOFOLLOW_LINKS) && !Files.exists(fileOf(pid)))
                    .ifPresent(file -> noteMissing(file, pid));
        }
    }

    /**
     * Takes a configuration and its file away.
     *
     * @throws ConfigurationRefusedException if one of its options must be set, or the file cannot be deleted
     */
    public synchronized void delete(String pid, String by) throws ConfigurationRefusedException {
        Path file = fileOf(pid);
        FileName name = FileName.of(file)
                .filter(each -> each.fullPid().equals(pid))
                .orElseThrow(() -> refused(pid, Reason.UNKNOWN, "its PID cannot be a file name"));
        List<ConfigurationProblem> problems =
                name.name() == null ? store.check(rulesOf.apply(pid), Map.of()) : List.of();
        if (!problems.isEmpty()) {
            throw new ConfigurationRefusedException(pid, problems);
        }
        try {
            Files.deleteIfExists(file);
            Files.deleteIfExists(reason(file));
            Configuration configuration = configuration(name);
            store.as(by, false, configuration::delete);
            refusals.clear(pid);
        } catch (IOException e) {
            throw refused(pid, Reason.NOT_WRITTEN, file + " cannot be deleted: " + e.getMessage());
        }
    }

    /** Applies the files again whose rules have changed. */
    public synchronized void applyAgain(Set<String> definedPids) {
        for (Path file : files()) {
            if (FileName.of(file)
                    .filter(name -> definedPids.contains(name.pid()))
                    .isPresent()) {
                apply(file);
            }
        }
    }

    /**
     * The settings in the text of a file, in the types of their rules. A key that no release defines any more keeps its
     * type.
     */
    private Map<String, Object> typed(FileName name, String text) throws ConfigurationRefusedException {
        Rules rules = rulesOf.apply(name.pid());
        Map<String, Object> typed = rules.typed(form(name).read(name.fullPid(), text));
        Map<String, Object> current = store.settings(name.fullPid());
        typed.replaceAll((key, value) -> {
            Object now = rules.defines(key) ? null : current.get(key);
            return now != null && Values.sameInFile(value, now) ? now : value;
        });
        return typed;
    }

    private static String text(Path file, FileName name) throws IOException {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(RegularFile.read(file, MOST_BYTES)))
                    .toString();
            if (text.indexOf('\0') >= 0) {
                throw refused(name.fullPid(), Reason.UNREADABLE, "it is damaged: it contains the character NUL");
            }
            return text;
        } catch (CharacterCodingException e) {
            throw refused(name.fullPid(), Reason.UNREADABLE, "it is not UTF-8 text");
        }
    }

    private FileText form(FileName name) {
        return name.json() ? json : properties;
    }

    /**
     * Changes settings in the file of a configuration and applies it. Creates the file if there is none.
     *
     * @param restored the settings to start from; null for the current ones
     * @throws ConfigurationRefusedException if the result is invalid or cannot be written; nothing has changed then
     */
    public synchronized void change(
            String pid, @Nullable Map<String, Object> restored, Map<String, String> set, Set<String> unset, String by)
            throws ConfigurationRefusedException {
        Path file = fileOf(pid);
        FileName name = FileName.of(file)
                .filter(each -> each.fullPid().equals(pid))
                .orElseThrow(() -> refused(pid, Reason.UNKNOWN, "its PID cannot be a file name"));
        try {
            boolean isThere = Files.exists(file, LinkOption.NOFOLLOW_LINKS);
            if (Files.isSymbolicLink(file)) {
                throw refused(pid, Reason.NOT_WRITTEN, file + " is a symbolic link: change the file that it points to");
            }
            String before = isThere ? text(file, name) : "";
            Map<String, Object> next = wanted(pid, before, name, restored);
            set.forEach(next::put);
            next.keySet().removeAll(unset);
            Map<String, Object> typed = rulesOf.apply(name.pid()).typed(next);
            List<ConfigurationProblem> problems = store.check(pid, typed);
            if (!problems.isEmpty()) {
                throw new ConfigurationRefusedException(pid, problems);
            }
            typed = store.kept(pid, typed);
            String after = edited(pid, before, name, typed);
            boolean changed = !after.equals(before) || !isThere;
            if (changed) {
                DurableFile.replace(file, after.getBytes(StandardCharsets.UTF_8));
            }
            try {
                bring(file, name, typed, by);
            } catch (IOException e) {
                restoreFile(file, isThere, before);
                throw e;
            }
            refusals.clear(pid);
            Files.deleteIfExists(reason(file));
        } catch (ConfigurationRefusedException e) {
            throw e;
        } catch (IOException e) {
            throw refused(pid, Reason.NOT_WRITTEN, file + " cannot be written: " + e.getMessage());
        }
    }

    /** The settings that {@link #change} would lead to, in the types of the rules; changes nothing. */
    public synchronized Map<String, Object> intended(
            String pid, @Nullable Map<String, Object> restored, Map<String, String> set, Rules rules)
            throws ConfigurationRefusedException {
        Path file = fileOf(pid);
        FileName name =
                FileName.of(file).orElseThrow(() -> refused(pid, Reason.UNKNOWN, "its PID cannot be a file name"));
        try {
            Map<String, Object> next =
                    new TreeMap<>(wanted(pid, Files.isRegularFile(file) ? text(file, name) : "", name, restored));
            next.putAll(set);
            return rules.typed(next);
        } catch (ConfigurationRefusedException e) {
            throw e;
        } catch (IOException e) {
            throw refused(pid, Reason.UNREADABLE, file + " cannot be read: " + e.getMessage());
        }
    }

    /** The file and the settings of a configuration as they are now. */
    public synchronized RememberedConfiguration remember(String pid) throws ConfigurationRefusedException {
        try {
            return RememberedConfiguration.of(pid, fileOf(pid), store.current(pid), refusals.of(pid));
        } catch (IOException e) {
            throw refused(pid, Reason.UNREADABLE, fileOf(pid) + " cannot be read: " + e.getMessage());
        }
    }

    /** Brings a file and its settings back, unchecked. */
    public synchronized void restore(RememberedConfiguration before, String by) throws IOException {
        before.restoreFile();
        Configuration configuration = configuration(FileName.of(before.file()).orElseThrow());
        Dictionary<String, Object> properties = before.properties();
        store.restoring(by, () -> {
            if (properties == null) {
                configuration.delete();
            } else {
                configuration.update(properties);
            }
        });
        before.restoreRefusal(refusals);
    }

    private static void restoreFile(Path file, boolean wasThere, String before) throws IOException {
        if (wasThere) {
            DurableFile.replace(file, before.getBytes(StandardCharsets.UTF_8));
        } else {
            Files.deleteIfExists(file);
        }
    }

    /**
     * The settings that a change starts from: the current ones; or those of a refused file, so that the change corrects
     * it. What protects something is taken from the current ones, if the file does not set it.
     */
    private Map<String, Object> wanted(String pid, String text, FileName name, @Nullable Map<String, Object> restored)
            throws IOException {
        if (restored != null) {
            return new TreeMap<>(restored);
        }
        StoredRevision current = store.current(pid);
        if (current != null && refusals.of(pid) == null) {
            return current.settings();
        }
        Map<String, Object> written = form(name).read(pid, text);
        if (current == null) {
            return written;
        }
        Map<String, Object> settings = current.settings();
        if (written.isEmpty()) {
            return settings;
        }
        store.protectedNow(pid).keySet().forEach(key -> written.putIfAbsent(key, settings.get(key)));
        return written;
    }

    /** The file's text with these settings. Unchanged settings keep their notation. */
    private String edited(String pid, String before, FileName name, Map<String, Object> settings)
            throws ConfigurationRefusedException {
        Rules rules = rulesOf.apply(name.pid());
        Map<String, Object> written = Map.of();
        String begin = before;
        try {
            written = rules.typed(form(name).read(pid, before));
        } catch (ConfigurationRefusedException e) {
            // The text cannot be read, so nothing of it can be kept.
            begin = "";
        }
        Map<String, Object> set = new TreeMap<>();
        for (Map.Entry<String, Object> each : settings.entrySet()) {
            if (!isWritten(each, written, rules)) {
                set.put(each.getKey(), each.getValue());
            }
        }
        Set<String> unset = new TreeSet<>(written.keySet());
        unset.removeAll(settings.keySet());
        String after = form(name).write(pid, begin, set, unset);
        Map<String, Object> again = rules.typed(form(name).read(pid, after));
        for (Map.Entry<String, Object> each : settings.entrySet()) {
            if (!isWritten(each, again, rules)) {
                throw refused(
                        pid,
                        Reason.NOT_WRITTEN,
                        "'" + each.getKey() + "' has a value that the file format changes: edit the file by hand");
            }
        }
        return after;
    }

    /** Whether a file has a setting. One that no release defines has its type from the release that did. */
    private static boolean isWritten(Map.Entry<String, Object> setting, Map<String, Object> written, Rules rules) {
        Object inFile = written.get(setting.getKey());
        return rules.defines(setting.getKey())
                ? Values.same(setting.getValue(), inFile)
                : Values.sameInFile(setting.getValue(), inFile);
    }

    /** The file of a configuration: its origin, an existing file of its name, or a new one. */
    public Path fileOf(String pid) {
        return files().stream()
                .filter(file -> FileName.of(file)
                        .filter(name -> name.fullPid().equals(pid))
                        .isPresent())
                .findFirst()
                .orElseGet(() -> folder.resolve(pid.replace('~', '-') + ".cfg"));
    }

    private List<Path> files() {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> FileName.of(file).isPresent()).sorted().toList();
        } catch (IOException e) {
            LOG.warn("{} cannot be listed", folder, e);
            return List.of();
        }
    }

    private Configuration configuration(FileName name) throws IOException {
        return name.name() == null
                ? configurations.getConfiguration(name.pid(), "?")
                : configurations.getFactoryConfiguration(name.pid(), name.name(), "?");
    }

    /** The file that the current configuration came from. */
    private static Optional<Path> origin(Configuration configuration) {
        Dictionary<String, Object> properties = configuration.getProperties();
        Object origin = properties == null ? null : properties.get(Values.ORIGIN);
        return Origin.file(origin == null ? null : origin.toString());
    }

    private static boolean isSame(Path one, Path other) {
        try {
            return one.equals(other) || Files.isSameFile(one, other);
        } catch (IOException e) {
            return false;
        }
    }

    private static Path reason(Path file) {
        return file.resolveSibling(file.getFileName() + REASON);
    }

    private static String by(Path file) {
        return "file " + file.getFileName();
    }

    private static ConfigurationRefusedException refused(String pid, Reason reason, String message) {
        return new ConfigurationRefusedException(pid, List.of(new ConfigurationProblem(reason, "", message)));
    }
}
