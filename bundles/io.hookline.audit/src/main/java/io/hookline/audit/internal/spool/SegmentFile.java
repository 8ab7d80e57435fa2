package io.hookline.audit.internal.spool;

import java.nio.file.Path;
import java.util.Locale;

/**
 * The file of a segment: {@code 00000000000000000001.log}, named by its first sequence, which sorts.
 *
 * @param path the file
 * @param first the sequence of its first record
 */
record SegmentFile(Path path, long first) {

    /** What each segment begins with: a mark, and the version of the form. */
    static final long MAGIC = 0x484b_4155_4449_5401L;

    static final int HEADER_BYTES = Long.BYTES;

    private static final String END = ".log";
    private static final int DIGITS = 20;

    static SegmentFile of(Path folder, long first) {
        return new SegmentFile(folder.resolve(String.format(Locale.ROOT, "%0" + DIGITS + "d", first) + END), first);
    }

    static boolean isOne(Path path) {
        return path.getFileName().toString().matches("[0-9]{" + DIGITS + "}\\" + END);
    }

    static SegmentFile of(Path path) {
        return new SegmentFile(
                path, Long.parseLong(path.getFileName().toString().substring(0, DIGITS)));
    }
}
