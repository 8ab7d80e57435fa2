package io.hookline.isolation.wasm.internal.engine;

import io.hookline.common.file.OwnerOnly;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import run.endive.compiler.Cache;

/**
 * Compiled modules in a folder, by the digest of the module, so that a restart does not compile them again. The folder
 * is open to the owner of the process alone. Each file begins with a digest over the engine's version, the module's
 * digest and the classes; a file with another one is deleted, and the module compiled again. A cache that cannot be
 * written costs time and nothing else. Safe for use by many threads and processes.
 */
public final class CodeCache implements Cache {

    private static final Logger LOG = LoggerFactory.getLogger(CodeCache.class);
    private static final String ENGINE = "endive-1.0.0";
    private static final String SUFFIX = ".classes";
    private static final int DIGEST = 32;
    private static final int MOST_FILES = 256;

    private final Path folder;

    /** With the folder, which is created when the first module is compiled. */
    public CodeCache(Path folder) {
        this.folder = folder;
    }

    @Override
    public byte @Nullable [] get(String key) {
        Path file = file(key);
        try {
            if (!Files.isRegularFile(file) || OwnerOnly.isOpenToOthers(folder)) {
                return null;
            }
            byte[] content = Files.readAllBytes(file);
            byte[] classes =
                    content.length < DIGEST ? new byte[0] : Arrays.copyOfRange(content, DIGEST, content.length);
            if (content.length > DIGEST
                    && MessageDigest.isEqual(digest(key, classes), Arrays.copyOf(content, DIGEST))) {
                return classes;
            }
            LOG.warn("{} is damaged: it is deleted, and the module compiled again", file);
            Files.delete(file);
            return null;
        } catch (IOException e) {
            LOG.warn("{} cannot be read: the module is compiled again", file, e);
            return null;
        }
    }

    @Override
    public void putIfAbsent(String key, byte[] classes) {
        Path file = file(key);
        try {
            OwnerOnly.createDirectories(folder);
            if (OwnerOnly.isOpenToOthers(folder)) {
                LOG.warn("{} is open to other users: compiled modules are not kept. Run chmod 700 on it", folder);
                return;
            }
            Path fresh = Files.createTempFile(folder, "fresh", ".tmp");
            try {
                Files.write(fresh, concat(digest(key, classes), classes));
                Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(fresh);
            }
            prune();
        } catch (IOException e) {
            LOG.warn("the compiled module cannot be kept in {}: it is compiled at each start", folder, e);
        }
    }

    /** Keeps the files that were written last. */
    private void prune() throws IOException {
        List<Path> old;
        try (Stream<Path> files = Files.list(folder)) {
            old = files.filter(file -> file.toString().endsWith(SUFFIX))
                    .sorted(Comparator.comparing(CodeCache::written).reversed())
                    .skip(MOST_FILES)
                    .toList();
        }
        for (Path file : old) {
            Files.deleteIfExists(file);
        }
    }

    private static long written(Path file) {
        try {
            return Files.getLastModifiedTime(file).toMillis();
        } catch (IOException e) {
            return 0;
        }
    }

    private Path file(String key) {
        return folder.resolve(HexFormat.of().formatHex(digest(key, new byte[0])) + SUFFIX);
    }

    private static byte[] concat(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    private static byte[] digest(String key, byte[] classes) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            sha256.update((ENGINE + '\n' + key + '\n').getBytes(StandardCharsets.UTF_8));
            return sha256.digest(classes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
