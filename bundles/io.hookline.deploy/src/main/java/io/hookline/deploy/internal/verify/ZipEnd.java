package io.hookline.deploy.internal.verify;

import io.hookline.deploy.DeployRefusedException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The end-of-central-directory record: where the directory of the archive lies, and how many entries it lists.
 *
 * <p>Readers look for it from the end of the file backwards, some for its signature alone, some for one whose comment
 * ends with the file. Only an archive in which the last signature is followed by exactly its comment means the same to
 * all.
 */
record ZipEnd(long position, int entries, long directoryOffset) {

    private static final int SIGNATURE = 0x06054b50;
    private static final long ZIP64_LOCATOR_SIGNATURE = 0x07064b50L;
    private static final int ZIP64_LOCATOR_BYTES = 20;
    private static final int RECORD_BYTES = 22;
    private static final int MOST_COMMENT_BYTES = 0xFFFF;

    static ZipEnd find(ZipBytes in, JarLabel label, UnpackBudget budget) throws IOException, DeployRefusedException {
        long position = lastSignature(in);
        if (position < 0) {
            throw label.damaged("it is no zip archive, or its end is missing");
        }
        in.seek(position + Integer.BYTES);
        int disk = in.u16();
        int directoryDisk = in.u16();
        int entriesOnDisk = in.u16();
        int entries = in.u16();
        long directoryBytes = in.u32();
        long directoryOffset = in.u32();
        int commentBytes = in.u16();
        long following = in.size() - position - RECORD_BYTES - commentBytes;
        if (following != 0) {
            throw label.damaged(
                    following > 0
                            ? following + " bytes follow the end of the archive"
                            : "the archive's comment is cut off, or it has a second end record");
        }
        // An archive that needs Zip64 for its number of entries has the highest number here: it is too large rather
        // than damaged.
        budget.addEntries(entries, label);
        if (isZip64(in, position)) {
            throw label.damaged("it uses the Zip64 extension, which no jar of an allowed size needs");
        }
        if (disk != 0 || directoryDisk != 0 || entriesOnDisk != entries) {
            throw label.damaged("it is one part of an archive that was split");
        }
        if (directoryOffset + directoryBytes != position) {
            throw label.damaged("its central directory does not end where its end record begins: there is a second end"
                    + " record, or data before or between the archive's parts");
        }
        return new ZipEnd(position, entries, directoryOffset);
    }

    private static long lastSignature(ZipBytes in) throws IOException {
        int tailBytes = (int) Math.min(in.size(), RECORD_BYTES + MOST_COMMENT_BYTES);
        long tailStart = in.size() - tailBytes;
        in.seek(tailStart);
        ByteBuffer tail = ByteBuffer.wrap(in.bytes(tailBytes)).order(ByteOrder.LITTLE_ENDIAN);
        for (int at = tailBytes - RECORD_BYTES; at >= 0; at--) {
            if (tail.getInt(at) == SIGNATURE) {
                return tailStart + at;
            }
        }
        return -1;
    }

    private static boolean isZip64(ZipBytes in, long position) throws IOException {
        if (position < ZIP64_LOCATOR_BYTES) {
            return false;
        }
        in.seek(position - ZIP64_LOCATOR_BYTES);
        return in.u32() == ZIP64_LOCATOR_SIGNATURE;
    }
}
