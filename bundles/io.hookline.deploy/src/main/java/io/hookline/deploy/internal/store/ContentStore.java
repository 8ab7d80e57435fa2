package io.hookline.deploy.internal.store;

import io.hookline.common.file.DurableFile;
import io.hookline.common.file.OwnerOnly;
import io.hookline.common.file.Sha256;
import io.hookline.deploy.DeployRefusal;
import io.hookline.deploy.DeployRefusedException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Files by the SHA-256 of their content. All of them are verified; a file that is being received is kept apart until
 * then. Safe for use by many threads.
 */
public final class ContentStore {

    private static final Logger LOG = LoggerFactory.getLogger(ContentStore.class);
    private static final String JAR = ".jar";
    private static final int BUFFER_BYTES = 64 * 1024;

    private final Path blobs;
    private final Path incoming;

    private ContentStore(Path blobs, Path incoming) {
        this.blobs = blobs;
        this.incoming = incoming;
    }

    /**
     * The store in a folder, which is created if necessary. Files that an earlier process has not received completely
     * are deleted.
     */
    public static ContentStore in(Path folder) throws IOException {
        Path blobs = folder.resolve("sha256");
        Path incoming = folder.resolve("incoming");
        makeFolder(blobs);
        makeFolder(incoming);
        list(incoming).forEach(ContentStore::discard);
        return new ContentStore(blobs, incoming);
    }

    /** The store in a folder, to be looked at: nothing in it changes. */
    public static ContentStore reading(Path folder) {
        return new ContentStore(folder.resolve("sha256"), folder.resolve("incoming"));
    }

    /** What lies in its place and is not a folder is set aside. */
    private static void makeFolder(Path folder) throws IOException {
        if (Files.exists(folder, LinkOption.NOFOLLOW_LINKS) && !Files.isDirectory(folder)) {
            LOG.error("{} is not a folder: {}", folder, SetAside.move(folder));
        }
        OwnerOnly.createDirectories(folder);
    }

    /**
     * Copies content into the folder for incoming files, forced to the disk.
     *
     * @param limit how many bytes it may have
     * @return the copy, to be {@linkplain #keep kept} or deleted by the caller
     * @throws DeployRefusedException if there is more, or it cannot be read or written
     */
    public Path receive(InputStream content, long limit, String what) throws DeployRefusedException {
        Path file = null;
        try {
            file = Files.createTempFile(incoming, "incoming", JAR);
            copy(content, file, limit, what);
            return file;
        } catch (IOException e) {
            discard(file);
            throw new DeployRefusedException(
                    DeployRefusal.STORE_FAILED,
                    what + " cannot be copied into the store " + incoming + ": " + e + "; is the disk full?");
        } catch (DeployRefusedException | RuntimeException e) {
            discard(file);
            throw e;
        }
    }

    private static void copy(InputStream content, Path file, long limit, String what)
            throws IOException, DeployRefusedException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            byte[] buffer = new byte[BUFFER_BYTES];
            long total = 0;
            for (int read = read(content, buffer, what); read >= 0; read = read(content, buffer, what)) {
                total += read;
                if (total > limit) {
                    throw new DeployRefusedException(
                            DeployRefusal.TOO_LARGE, what + " has more than " + limit + " bytes, which is the limit");
                }
                ByteBuffer bytes = ByteBuffer.wrap(buffer, 0, read);
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
            }
            channel.force(true);
        }
    }

    private static int read(InputStream content, byte[] buffer, String what) throws DeployRefusedException {
        try {
            return content.read(buffer);
        } catch (IOException e) {
            throw new DeployRefusedException(
                    DeployRefusal.UNREADABLE, what + " cannot be read to its end: " + e.getMessage());
        }
    }

    /**
     * Keeps content that was received, and verified, under its digest.
     *
     * @return where it lies from now on
     * @throws DeployRefusedException if it cannot be written
     */
    public Path keep(Path received, String sha256) throws DeployRefusedException {
        Path kept = path(sha256);
        try {
            if (isIntact(sha256)) {
                Files.delete(received);
            } else {
                DurableFile.move(received, kept);
            }
            return kept;
        } catch (IOException e) {
            discard(received);
            throw new DeployRefusedException(
                    DeployRefusal.STORE_FAILED, "the store " + blobs + " cannot be written: " + e);
        }
    }

    /** Keeps a detached signature beside its content. */
    public void keepSignature(String sha256, byte[] signature) throws DeployRefusedException {
        try {
            DurableFile.write(signaturePath(sha256), signature);
        } catch (IOException e) {
            throw new DeployRefusedException(
                    DeployRefusal.STORE_FAILED, "the store " + blobs + " cannot be written: " + e);
        }
    }

    /** Deletes what was received and is not to be kept. */
    public static void discard(@Nullable Path received) {
        if (received != null) {
            try {
                Files.deleteIfExists(received);
            } catch (IOException e) {
                LOG.warn("{} is of no use any more and cannot be deleted", received, e);
            }
        }
    }

    /** Where content lies, if it is there. */
    public Path path(String sha256) {
        return blobs.resolve(sha256 + JAR);
    }

    /** Where the signature of content lies, if it has one. */
    public Path signaturePath(String sha256) {
        return blobs.resolve(sha256 + JAR + ".sig");
    }

    /** Whether content is there, and still what its digest says. */
    public boolean isIntact(String sha256) {
        Path file = path(sha256);
        try {
            return Files.isRegularFile(file) && Sha256.of(file).equals(sha256);
        } catch (IOException e) {
            LOG.warn("{} cannot be read", file, e);
            return false;
        }
    }

    /** Deletes all but some content. */
    public void retain(Set<String> digests) {
        try {
            for (Path file : list(blobs)) {
                String name = String.valueOf(file.getFileName());
                int end = name.indexOf('.');
                if (end < 0 || !digests.contains(name.substring(0, end))) {
                    Files.deleteIfExists(file);
                }
            }
        } catch (IOException e) {
            LOG.warn("the store {} could not be tidied up", blobs, e);
        }
    }

    private static List<Path> list(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }
}
