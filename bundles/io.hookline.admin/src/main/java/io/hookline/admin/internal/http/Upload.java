package io.hookline.admin.internal.http;

import io.hookline.common.file.OwnerOnly;
import io.hookline.common.file.Sha256;
import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.UUID;

/** A body that goes to a file while it arrives. Used by the connection's I/O thread until it has arrived. */
public final class Upload {

    private final Path file;
    private final FileChannel channel;
    private final long mostBytes;
    private final MessageDigest digest = Sha256.digest();
    private long size;

    /**
     * Begins one in a folder.
     *
     * @throws IOException if no file can be written there
     */
    Upload(Path folder, long mostBytes) throws IOException {
        OwnerOnly.createDirectories(folder);
        this.file = folder.resolve(".upload-" + UUID.randomUUID());
        this.mostBytes = mostBytes;
        this.channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    }

    /** Adds bytes. */
    void add(ByteBuf bytes) throws IOException, Problem {
        size += bytes.readableBytes();
        if (size > mostBytes) {
            throw tooLarge(mostBytes);
        }
        for (ByteBuffer buffer : bytes.nioBuffers()) {
            digest.update(buffer.duplicate());
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
        }
    }

    static Problem tooLarge(long mostBytes) {
        return new Problem(
                HttpResponseStatus.REQUEST_ENTITY_TOO_LARGE,
                "An upload has at most " + (mostBytes >> 20) + " MiB; maxUploadMegabytes of io.hookline.admin sets"
                        + " that");
    }

    /** Everything has arrived. */
    void finish() throws IOException {
        channel.force(true);
        channel.close();
    }

    /** Deletes the file, unless it was moved away. */
    public void discard() {
        try {
            channel.close();
            Files.deleteIfExists(file);
        } catch (IOException e) {
            // The next start removes what is left.
        }
    }

    /** The file. */
    public Path file() {
        return file;
    }

    /** Its size in bytes. */
    public long size() {
        return size;
    }

    /** Its SHA-256 in hexadecimal digits. Called once, when it has arrived. */
    public String sha256() {
        return HexFormat.of().formatHex(digest.digest());
    }
}
