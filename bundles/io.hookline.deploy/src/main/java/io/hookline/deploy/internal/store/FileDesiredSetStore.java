package io.hookline.deploy.internal.store;

import io.hookline.common.file.DurableFile;
import io.hookline.common.file.OwnerOnly;
import io.hookline.common.file.RegularFile;
import io.hookline.common.file.Sha256;
import io.hookline.deploy.Artifact;
import io.hookline.deploy.DeployRefusal;
import io.hookline.deploy.DeployRefusedException;
import io.hookline.deploy.DesiredSet;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the desired sets in a folder, one file each. The valid file with the highest number is the current set: a set
 * becomes current when its file, complete and forced to the disk, gets its name. Each file begins with the digest of
 * what follows; a damaged file is set aside and reported. Guarded by itself.
 */
public final class FileDesiredSetStore implements DesiredSetStore {

    private static final Logger LOG = LoggerFactory.getLogger(FileDesiredSetStore.class);
    private static final String SUFFIX = ".json";
    private static final int KEPT = 100;
    private static final int DIGEST_CHARS = 64;
    private static final int MOST_BYTES = 16 << 20;
    private static final Pattern NAME = Pattern.compile("(\\d{1,18})\\.json(" + Pattern.quote(SetAside.SUFFIX) + ")?");

    private final Path folder;
    private final Clock clock;
    private final NavigableMap<Long, DesiredSet> sets = new TreeMap<>();
    /** The highest number of any file, damaged or not: no number is used twice. */
    private long lastNumber;

    private FileDesiredSetStore(Path folder, Clock clock) {
        this.folder = folder;
        this.clock = clock;
    }

    /** The sets in a folder, which is made if it is not there. */
    public static FileDesiredSetStore in(Path folder, Clock clock) throws IOException {
        return in(folder, clock, damage -> {});
    }

    /**
     * The sets in a folder, which is made if it is not there.
     *
     * @param report told of each damaged set, one sentence each
     */
    public static FileDesiredSetStore in(Path folder, Clock clock, Consumer<String> report) throws IOException {
        OwnerOnly.createDirectories(folder);
        return in(folder, clock, report, OnDamage.SET_ASIDE);
    }

    /** The sets in a folder, to be looked at: no file changes, and the folder need not be there. */
    public static FileDesiredSetStore reading(Path folder, Clock clock, Consumer<String> report) throws IOException {
        return Files.isDirectory(folder)
                ? in(folder, clock, report, OnDamage.LEAVE)
                : new FileDesiredSetStore(folder, clock);
    }

    private static FileDesiredSetStore in(Path folder, Clock clock, Consumer<String> report, OnDamage onDamage)
            throws IOException {
        FileDesiredSetStore sets = new FileDesiredSetStore(folder, clock);
        List<Path> files;
        try (Stream<Path> all = Files.list(folder)) {
            files = all.toList();
        }
        for (Path file : files) {
            sets.load(file, report, onDamage);
        }
        return sets;
    }

    private void load(Path file, Consumer<String> report, OnDamage onDamage) throws IOException {
        String name = String.valueOf(file.getFileName());
        Matcher matcher = NAME.matcher(name);
        if (!matcher.matches()) {
            if (name.endsWith(".new") && onDamage == OnDamage.SET_ASIDE) {
                // An earlier process did not finish it: it was never current.
                Files.deleteIfExists(file);
            }
            return;
        }
        long number = Long.parseLong(matcher.group(1));
        lastNumber = Math.max(lastNumber, number);
        if (matcher.group(2) != null) {
            return;
        }
        try {
            DesiredSet set = read(file);
            if (set.number() != number) {
                throw new IOException("it holds the set " + set.number());
            }
            sets.put(number, set);
        } catch (IOException | RuntimeException e) {
            LOG.debug("{} is damaged", file, e);
            String damage = "the desired set " + file + " is damaged and skipped (" + e.getMessage() + "): "
                    + onDamage.handle(file) + ". The newest undamaged set is the current one";
            LOG.error("{}", damage);
            report.accept(damage);
        }
    }

    private static DesiredSet read(Path file) throws IOException {
        byte[] content = RegularFile.read(file, MOST_BYTES);
        if (content.length <= DIGEST_CHARS + 1) {
            throw new IOException("it has only " + content.length + " bytes");
        }
        String digest = new String(content, 0, DIGEST_CHARS, StandardCharsets.US_ASCII);
        byte[] body = Arrays.copyOfRange(content, DIGEST_CHARS + 1, content.length);
        if (!Sha256.of(body).equals(digest)) {
            throw new IOException("its content does not fit its digest");
        }
        return StoreJson.read(body, DesiredSet.class);
    }

    @Override
    public synchronized Optional<DesiredSet> current() {
        return sets.isEmpty() ? Optional.empty() : Optional.of(sets.lastEntry().getValue());
    }

    @Override
    public synchronized List<DesiredSet> history() {
        return List.copyOf(sets.descendingMap().values());
    }

    @Override
    public synchronized DesiredSet write(DesiredSetDraft draft) throws DeployRefusedException {
        List<Artifact> sorted = new ArrayList<>(draft.artifacts());
        sorted.sort(Comparator.comparing(Artifact::name));
        DesiredSet set = new DesiredSet(
                lastNumber + 1,
                clock.instant(),
                draft.cause(),
                draft.waivers(),
                sorted,
                draft.stopped().stream().sorted().toList(),
                draft.actor(),
                draft.configurations(),
                draft.reason());
        try {
            byte[] body = StoreJson.write(set);
            byte[] digest = (Sha256.of(body) + "\n").getBytes(StandardCharsets.US_ASCII);
            byte[] content = Arrays.copyOf(digest, digest.length + body.length);
            System.arraycopy(body, 0, content, digest.length, body.length);
            DurableFile.write(file(set.number()), content);
        } catch (IOException e) {
            forget(set.number());
            throw new DeployRefusedException(
                    DeployRefusal.STORE_FAILED,
                    "the desired set " + set.number() + " cannot be written to " + folder + ": " + e
                            + "; nothing has changed. Is the disk full?");
        }
        lastNumber = set.number();
        sets.put(set.number(), set);
        forgetOldest();
        return set;
    }

    private Path file(long number) {
        return folder.resolve(String.format(Locale.ROOT, "%08d", number) + SUFFIX);
    }

    /** A set that was refused must not be found at the next start. */
    private void forget(long number) {
        try {
            Files.deleteIfExists(file(number));
        } catch (IOException e) {
            LOG.error(
                    "the desired set {} was refused and cannot be deleted: it may be the current one at the next start",
                    number,
                    e);
        }
    }

    private void forgetOldest() {
        while (sets.size() > KEPT) {
            long oldest = sets.firstKey();
            sets.remove(oldest);
            try {
                Files.deleteIfExists(file(oldest));
            } catch (IOException e) {
                LOG.warn("the old desired set {} cannot be deleted", oldest, e);
            }
        }
    }
}
