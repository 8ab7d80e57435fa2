package io.hookline.audit.internal.spool;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the last segment holds after a crash, or after damage. What was written half has no whole frame behind it;
 * damage has, if it does not hit the last record.
 *
 * @param hasMark whether it begins with the mark of a segment
 * @param hasFrames whether there is a whole frame
 * @param isDamaged whether nothing may be appended, because something in it is not what was written
 * @param next the sequence behind the last whole frame
 * @param bytes where that one ends
 */
record SegmentEnd(boolean hasMark, boolean hasFrames, boolean isDamaged, long next, long bytes) {

    private static final Logger LOG = LoggerFactory.getLogger(SegmentEnd.class);

    static SegmentEnd of(SegmentFile segment) throws IOException {
        try (SegmentReader reader = SegmentReader.open(segment)) {
            boolean hasMark = reader.hasHeader();
            boolean isDamaged = !hasMark;
            do {
                while (reader.next() != null) {
                    // To the end, or to the damage.
                }
                if (reader.skipDamage()) {
                    isDamaged = true;
                } else {
                    break;
                }
            } while (true);
            SegmentEnd end = new SegmentEnd(
                    hasMark, reader.sequence() > segment.first(), isDamaged, reader.sequence(), reader.position());
            if (isDamaged && end.hasFrames()) {
                LOG.error("{} is damaged: its other records are delivered, and a new file begins", segment.path());
            }
            return end;
        }
    }

    /** Whether it is a segment, even if it is damaged. */
    boolean isSegment() {
        return hasMark || hasFrames;
    }

    /** Removes a file that is no segment. What no crash at its creation can leave is kept under another name. */
    static void remove(SegmentFile segment) throws IOException {
        Path file = segment.path();
        if (Files.size(file) <= SegmentFile.HEADER_BYTES) {
            Files.delete(file);
            return;
        }
        Path aside = file.resolveSibling(file.getFileName() + ".damaged");
        Files.move(file, aside, StandardCopyOption.REPLACE_EXISTING);
        LOG.error("{} is no file of a spool that this version can read: it is set aside as {}", file, aside);
    }
}
