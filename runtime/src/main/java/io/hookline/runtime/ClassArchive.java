package io.hookline.runtime;

import io.hookline.common.file.DurableFile;
import io.hookline.common.file.OwnerOnly;
import io.hookline.common.file.RegularFile;
import io.hookline.common.file.Sha256;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The archive of classes that the start script has the JVM map, so that a start neither parses nor verifies them again.
 * It is made by a training run, for this distribution and this JVM. Beside it, a file says what it was made of, and its
 * length, 0 if it could not be made. The JVM ignores an archive that does not fit, or whose content is damaged, so a
 * wrong one costs time only. Safe for use by many threads.
 */
final class ClassArchive {

    private static final Logger LOG = LoggerFactory.getLogger(ClassArchive.class);
    private static final String PROPERTY = "hookline.archive";
    private static final int MOST_KEY_BYTES = 1024;

    private final Path file;
    private final Distribution distribution;
    private final TrainingRun training;
    private @Nullable Thread maker;

    ClassArchive(Path file, Distribution distribution, TrainingRun training) {
        this.file = file.toAbsolutePath().normalize();
        this.distribution = distribution;
        this.training = training;
    }

    /** The archive that the start script names; empty if it names none, because none is wanted. */
    static Optional<ClassArchive> named(Distribution distribution) {
        return Optional.ofNullable(System.getProperty(PROPERTY))
                .filter(name -> !name.isEmpty())
                .map(name -> new ClassArchive(Path.of(name), distribution, new TrainingRun(distribution)));
    }

    /** Its file. */
    Path file() {
        return file;
    }

    /** Whether it was made, or could not be made, of what is there now. Then there is nothing to do. */
    boolean isUpToDate() {
        try {
            Path noted = keyFile();
            if (!Files.exists(noted, LinkOption.NOFOLLOW_LINKS)) {
                return false;
            }
            String text = new String(RegularFile.read(noted, MOST_KEY_BYTES), StandardCharsets.UTF_8);
            String key = key();
            return text.equals(key + " 0\n")
                    || (Files.exists(file) && text.equals(key + " " + Files.size(file) + "\n"));
        } catch (IOException e) {
            LOG.debug("What the archive of classes was made of cannot be read", e);
            return false;
        }
    }

    /** Makes it in the background if it is not up to date. A failure is logged, and tried again only after a change. */
    synchronized void refresh() {
        if (maker != null || isUpToDate()) {
            return;
        }
        maker = new Thread(this::tryToMake, "hookline-archive");
        maker.setDaemon(true);
        maker.start();
    }

    private void tryToMake() {
        try {
            if (make()) {
                LOG.info("Made the archive of classes {}, with which the next starts are faster", file);
            }
        } catch (IOException | RuntimeException e) {
            LOG.warn(
                    "The archive of classes {} cannot be made; starts take longer without it. HOOKLINE_ARCHIVE names"
                            + " another file, or none: {}",
                    file,
                    e.toString());
        } catch (InterruptedException e) {
            LOG.debug("The archive of classes is not made, because its thread was interrupted", e);
        }
    }

    /**
     * Makes it, which takes some times as long as a start. Returns false if another process is making it.
     *
     * @throws IOException if the training run fails, or the folder cannot be written
     */
    boolean make() throws IOException, InterruptedException {
        Path folder = file.getParent();
        if (folder == null) {
            throw new IOException(file + " has no folder");
        }
        OwnerOnly.createDirectories(folder);
        try (FileChannel channel = FileChannel.open(
                        file.resolveSibling(file.getFileName() + ".lock"),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE);
                FileLock lock = tryLock(channel)) {
            return lock != null && makeLocked(folder);
        }
    }

    private boolean makeLocked(Path folder) throws IOException, InterruptedException {
        String key = key();
        String prefix = file.getFileName() + ".training";
        deleteLeftOvers(folder, prefix);
        // A name of its own: a training run whose parent was killed may still be about to end.
        Path work = OwnerOnly.createDirectories(
                file.resolveSibling(prefix + ProcessHandle.current().pid()));
        try {
            Path made = work.resolve("classes.jsa");
            training.run(work.resolve("data"), made);
            long length = Files.size(made);
            // Processes that have the old file mapped keep it.
            Files.move(made, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            note(key, length);
            return true;
        } catch (IOException e) {
            note(key, 0);
            throw e;
        } finally {
            DataFolder.delete(work);
        }
    }

    /** Those of processes that were killed. What one of them still writes is left to the next time. */
    private void deleteLeftOvers(Path folder, String prefix) throws IOException {
        List<Path> left;
        try (Stream<Path> files = Files.list(folder)) {
            left = files.filter(path -> path.getFileName().toString().startsWith(prefix))
                    .toList();
        }
        for (Path path : left) {
            try {
                DataFolder.delete(path);
            } catch (IOException e) {
                LOG.debug("{} cannot be deleted yet", path, e);
            }
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    /** The start script compares the length: the JVM crashes with an archive that was cut off. */
    private void note(String key, long length) throws IOException {
        DurableFile.write(keyFile(), (key + " " + length + "\n").getBytes(StandardCharsets.UTF_8));
    }

    private Path keyFile() {
        return file.resolveSibling(file.getFileName() + ".key");
    }

    /** A digest of all that the archive depends on: the JVM, and the jars by name, length and time. */
    private String key() throws IOException {
        StringBuilder text = new StringBuilder();
        for (String property : List.of("java.home", "java.vm.version", "java.vm.vendor", "os.arch")) {
            text.append(System.getProperty(property)).append('\n');
        }
        List<Path> jars = Stream.concat(distribution.classPath().stream(), distribution.defaultPlugins().stream())
                .toList();
        for (Path jar : jars) {
            text.append(jar)
                    .append(' ')
                    .append(Files.size(jar))
                    .append(' ')
                    .append(Files.getLastModifiedTime(jar).toMillis())
                    .append('\n');
        }
        return Sha256.of(text.toString().getBytes(StandardCharsets.UTF_8));
    }
}
