package io.hookline.deploy.internal.verify;

import io.hookline.common.text.Printable;
import io.hookline.deploy.DeployRefusedException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** Unpacks entries, and holds what comes out against what their headers declare. */
final class EntryData implements AutoCloseable {

    private static final int CHUNK_BYTES = 32 * 1024;

    private final ZipBytes in;
    private final JarLabel label;
    private final Inflater inflater = new Inflater(true);
    private final byte[] chunk = new byte[CHUNK_BYTES];

    EntryData(ZipBytes in, JarLabel label) {
        this.in = in;
        this.label = label;
    }

    /** Unpacks what begins at the current position, which is behind the data afterwards. */
    void unpack(CentralEntry entry, Sink sink) throws IOException, DeployRefusedException {
        CRC32 crc = new CRC32();
        long bytes = entry.method() == CentralEntry.STORED ? copy(entry, crc, sink) : inflate(entry, crc, sink);
        if (bytes != entry.bytes()) {
            throw damaged(entry, "unpacks to " + bytes + " bytes, but its headers declare " + entry.bytes());
        }
        if (crc.getValue() != entry.crc()) {
            throw damaged(entry, "does not have the checksum that its headers declare");
        }
    }

    @Override
    public void close() {
        inflater.end();
    }

    private long copy(CentralEntry entry, CRC32 crc, Sink sink) throws IOException, DeployRefusedException {
        long bytes = 0;
        while (bytes < entry.packedBytes()) {
            ByteBuffer next = in.chunk(Math.min(chunk.length, entry.packedBytes() - bytes));
            int count = next.remaining();
            next.get(chunk, 0, count);
            bytes += count;
            crc.update(chunk, 0, count);
            sink.take(chunk, count, bytes);
        }
        return bytes;
    }

    private long inflate(CentralEntry entry, CRC32 crc, Sink sink) throws IOException, DeployRefusedException {
        inflater.reset();
        long left = entry.packedBytes();
        long bytes = 0;
        while (!inflater.finished()) {
            if (inflater.needsInput()) {
                if (left == 0) {
                    throw damaged(entry, "has no end in its compressed data");
                }
                ByteBuffer next = in.chunk(left);
                left -= next.remaining();
                inflater.setInput(next);
            }
            int count = inflateChunk(entry);
            bytes += count;
            crc.update(chunk, 0, count);
            sink.take(chunk, count, bytes);
        }
        if (left + inflater.getRemaining() > 0) {
            throw damaged(entry, "has other data behind its compressed data");
        }
        return bytes;
    }

    private int inflateChunk(CentralEntry entry) throws DeployRefusedException {
        try {
            return inflater.inflate(chunk);
        } catch (DataFormatException e) {
            throw damaged(entry, "cannot be unpacked (" + e.getMessage() + ")");
        }
    }

    private DeployRefusedException damaged(CentralEntry entry, String cause) {
        return label.damaged("its entry " + Printable.quoted(entry.name()) + " " + cause);
    }

    /** Takes what was unpacked. */
    @FunctionalInterface
    interface Sink {

        /**
         * Called for each piece.
         *
         * @param entryBytes how much of the entry was unpacked so far, with this piece
         */
        void take(byte[] chunk, int count, long entryBytes) throws IOException, DeployRefusedException;
    }
}
