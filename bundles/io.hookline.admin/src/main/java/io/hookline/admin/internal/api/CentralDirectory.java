package io.hookline.admin.internal.api;

import io.hookline.admin.internal.http.Problem;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/**
 * The end of a zip archive, as far as it says how much of it a reader takes into memory: the whole table of contents,
 * before the first entry is looked at. Deploy checks the archive itself, more strictly.
 */
final class CentralDirectory {

    private static final int SIGNATURE = 0x06054b50;
    private static final int RECORD_BYTES = 22;
    private static final int MOST_COMMENT_BYTES = 0xFFFF;
    private static final int MANY = 0xFFFF;
    private static final long LARGEST = 8L << 20;

    private CentralDirectory() {}

    /**
     * Refuses an archive whose table of contents is too large.
     *
     * @throws Problem if it is, or if it is not clear where it is
     */
    static void check(Path archive) throws IOException, Problem {
        ByteBuffer tail = tail(archive);
        for (int at = tail.capacity() - RECORD_BYTES; at >= 0; at--) {
            if (tail.getInt(at) == SIGNATURE) {
                check(tail, at);
                return;
            }
        }
        throw refused("The upload is not a jar that can be read: its end is missing");
    }

    private static void check(ByteBuffer tail, int at) throws Problem {
        int entries = Short.toUnsignedInt(tail.getShort(at + 10));
        long bytes = Integer.toUnsignedLong(tail.getInt(at + 12));
        int comment = Short.toUnsignedInt(tail.getShort(at + 20));
        if (at + RECORD_BYTES + comment != tail.capacity()) {
            // Readers would take another end for the right one.
            throw refused("The upload is not a jar that can be read: bytes follow its end, or it has two ends");
        }
        if (bytes > LARGEST || entries == MANY) {
            throw refused("The jar's table of contents is larger than " + (LARGEST >> 20) + " MiB, or has more than "
                    + (MANY - 1) + " entries");
        }
    }

    private static ByteBuffer tail(Path archive) throws IOException {
        try (FileChannel channel = FileChannel.open(archive)) {
            int size = (int) Math.min(channel.size(), RECORD_BYTES + MOST_COMMENT_BYTES);
            ByteBuffer tail = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
            channel.position(channel.size() - size);
            while (tail.hasRemaining() && channel.read(tail) >= 0) {
                // Reads on.
            }
            return tail;
        }
    }

    private static Problem refused(String detail) {
        return new Problem(HttpResponseStatus.UNPROCESSABLE_ENTITY, detail);
    }
}
