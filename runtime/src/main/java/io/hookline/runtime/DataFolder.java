package io.hookline.runtime;

import io.hookline.common.file.DurableFile;
import io.hookline.common.file.OwnerOnly;
import io.hookline.common.file.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The data folder of one Hookline process: {@code conf/}, {@code cache/}, {@code log/}, the data of its bundles, and
 * the file {@code api-key}.
 */
final class DataFolder {

    /** The placeholder for the digest of the new key in the distribution's default configuration. */
    static final String KEY_MARK = "@API_KEY_SHA256@";

    private final Path root;

    private DataFolder(Path root) {
        this.root = root;
    }

    /** The folder with this path. Creates it, for its owner only, if it does not exist. */
    static DataFolder at(Path root) {
        DataFolder folder = new DataFolder(root);
        try {
            for (Path path : List.of(root, folder.conf(), folder.cache(), folder.log())) {
                OwnerOnly.createDirectories(path);
            }
        } catch (FileAlreadyExistsException e) {
            throw new LaunchException("the data folder cannot be created: " + e.getMessage() + " is not a folder", e);
        } catch (IOException e) {
            throw new LaunchException("the data folder " + root + " cannot be created: " + reason(e), e);
        }
        for (Path path : List.of(
                folder.apiKey(),
                folder.log().resolve("hookline.log"),
                folder.log().resolve("requests.log"))) {
            folder.requireRegular(path);
        }
        if (!Files.isWritable(root) || !Files.isWritable(folder.cache())) {
            throw new LaunchException("the data folder " + root + " is not writable");
        }
        return folder;
    }

    /** Refuses what lies in the place of a file and would block who opens it, such as a pipe. */
    void requireRegular(Path file) {
        if (Files.exists(file, LinkOption.NOFOLLOW_LINKS) && !Files.isRegularFile(file)) {
            throw new LaunchException(file + " is not a regular file: delete it");
        }
    }

    Path root() {
        return root;
    }

    Path conf() {
        return root.resolve("conf");
    }

    Path cache() {
        return root.resolve("cache");
    }

    Path log() {
        return root.resolve("log");
    }

    /** The file with the key of the first client. */
    Path apiKey() {
        return root.resolve("api-key");
    }

    /**
     * Copies the default configurations that do not exist and never did: in place of a file that was lost, the last
     * good configuration applies. Replaces the placeholder of the key's digest by that of a new key and returns the
     * key.
     */
    Optional<String> addDefaults(Path defaults) {
        Optional<String> key = Optional.empty();
        try (Stream<Path> files = Files.list(defaults)) {
            for (Path file : files.sorted().toList()) {
                Path target = conf().resolve(file.getFileName());
                if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)
                        || Files.exists(asJson(target))
                        || isRecorded(target)) {
                    continue;
                }
                String text = Files.readString(file);
                if (text.contains(KEY_MARK)) {
                    String made = ApiKey.generate();
                    write(target, text.replace(KEY_MARK, Sha256.of(made.getBytes(StandardCharsets.UTF_8))));
                    write(apiKey(), made + "\n");
                    key = Optional.of(made);
                } else {
                    write(target, text);
                }
            }
        } catch (IOException e) {
            throw new LaunchException("the default configuration cannot be copied to " + conf() + ": " + reason(e), e);
        }
        return key;
    }

    /** Whether the configuration of a file has revisions, in the folder that io.hookline.config keeps them in. */
    private boolean isRecorded(Path file) {
        String pid = file.getFileName().toString().replaceFirst("\\.cfg$", "").replaceFirst("-", "%7E");
        return Files.exists(root.resolve("config").resolve(pid));
    }

    /** The file of the same configuration as JSON, which takes the place of the default. */
    private static Path asJson(Path file) {
        return file.resolveSibling(file.getFileName().toString().replaceFirst("\\.cfg$", ".json"));
    }

    /** Deletes a folder in the cache with its content. */
    static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path dir, @Nullable IOException e) throws IOException {
                if (e != null) {
                    throw e;
                }
                Files.delete(dir);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    private static void write(Path file, String text) throws IOException {
        DurableFile.write(file, text.getBytes(StandardCharsets.UTF_8));
    }

    private static String reason(IOException e) {
        return e.getClass().getSimpleName() + ": " + e.getMessage();
    }
}
