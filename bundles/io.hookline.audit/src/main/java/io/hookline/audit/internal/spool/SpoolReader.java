package io.hookline.audit.internal.spool;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import org.jspecify.annotations.Nullable;

/**
 * Reads the records of a spool in order, at its own pace. Damaged records are passed over and counted. Not safe for use
 * by several threads.
 */
public final class SpoolReader implements AutoCloseable {

    private final Spool spool;
    private long sequence;
    private long damaged;
    private @Nullable SegmentFile segment;
    private @Nullable SegmentReader reader;

    SpoolReader(Spool spool, long sequence) {
        this.spool = spool;
        this.sequence = sequence;
    }

    /** The sequence of the record that comes next. */
    public long sequence() {
        return sequence;
    }

    /** How many records could not be read: their segment is damaged or was deleted by hand. */
    public long damaged() {
        return damaged;
    }

    /** The next record that is on the disk; null if there is none yet. */
    public @Nullable SpooledRecord next() throws IOException {
        while (sequence < spool.durable()) {
            SpooledRecord frame = read();
            if (frame != null) {
                sequence = frame.sequence() + 1;
                return frame;
            }
            passDamage();
        }
        return null;
    }

    @Override
    public void close() throws IOException {
        SegmentReader open = reader;
        reader = null;
        segment = null;
        if (open != null) {
            open.close();
        }
    }

    private @Nullable SpooledRecord read() throws IOException {
        SegmentReader open = reader;
        if (open != null) {
            SpooledRecord frame = next(open);
            if (frame != null) {
                return frame;
            }
        }
        return openAt();
    }

    /** Opens the segment of the next record, and passes over those before it. */
    private @Nullable SpooledRecord openAt() throws IOException {
        close();
        SegmentFile found = spool.segmentOf(sequence);
        sequence = Math.max(sequence, found.first());
        segment = found;
        try {
            SegmentReader open = SegmentReader.open(found);
            reader = open;
            return next(open);
        } catch (NoSuchFileException e) {
            return null;
        }
    }

    private @Nullable SpooledRecord next(SegmentReader open) throws IOException {
        SpooledRecord frame = open.next();
        while (frame != null && frame.sequence() < sequence) {
            frame = open.next();
        }
        return frame;
    }

    /** Goes on behind the damage, or with the next segment if it reaches to the end of this one. */
    private void passDamage() throws IOException {
        SegmentReader open = reader;
        if (open != null && spool.first() <= sequence && open.skipDamage()) {
            damaged += Math.max(0, open.sequence() - sequence);
            sequence = Math.max(sequence, open.sequence());
            return;
        }
        SegmentFile bad = segment;
        close();
        long end = bad == null ? sequence : Math.min(spool.endOf(bad), spool.durable());
        if (spool.first() > sequence) {
            // Not damaged: dropped since, and counted there.
            sequence = spool.first();
        } else {
            damaged += Math.max(0, end - sequence);
            sequence = Math.max(sequence, end);
        }
    }
}
