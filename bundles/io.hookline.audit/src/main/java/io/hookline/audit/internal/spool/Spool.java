package io.hookline.audit.internal.spool;

import io.hookline.common.file.OwnerOnly;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;

/**
 * A log on disk, in segments. Records are numbered without gaps, and are read in that order by any number of readers.
 *
 * <pre>
 * append ─► active segment ─ sync ─► readers see it ─► discardBelow: whole segments, oldest first
 * </pre>
 *
 * <p>A crash of the process loses nothing that was appended; a crash of the machine loses nothing that was synced.
 * Opening cuts off a frame that was written half. Safe for use by many threads; appends are made one at a time.
 */
public final class Spool implements AutoCloseable {

    /** The size of the largest record. */
    public static final int MOST_RECORD_BYTES = 1 << 20;

    private final Path folder;
    private final Clock clock;
    private final Deque<SegmentFile> segments = new ArrayDeque<>();
    private final Object syncLock = new Object();
    private long segmentBytes;
    private FileChannel active;
    private long activeBytes;
    private long closedBytes;
    private volatile long next;
    private volatile long durable;
    private boolean isBroken;

    private Spool(Path folder, long segmentBytes, Clock clock) throws IOException {
        this.folder = folder;
        this.segmentBytes = segmentBytes;
        this.clock = clock;
        segments.addAll(SpoolFolder.segments(folder));
        this.active = recover();
    }

    /**
     * Opens a spool, or creates it.
     *
     * @param segmentBytes the size at which a new segment begins
     * @param least the first sequence that may be given out, so that none comes twice if files were lost
     * @throws IOException if the folder cannot be read or written
     */
    public static Spool open(Path folder, long segmentBytes, long least, Clock clock) throws IOException {
        OwnerOnly.createDirectories(folder);
        Spool spool = new Spool(folder, segmentBytes, clock);
        if (spool.next < least) {
            spool.startAt(least);
        }
        return spool;
    }

    /** Changes the size at which a new segment begins. */
    public synchronized void setSegmentBytes(long bytes) {
        segmentBytes = bytes;
    }

    /**
     * Writes records behind the others. They survive a crash of the process; {@link #sync} makes them survive one of
     * the machine, and shows them to readers.
     *
     * @return the sequence of the first one
     * @throws IOException if the disk refuses; then none of them is in the spool
     */
    public synchronized long append(List<byte[]> payloads) throws IOException {
        int bytes = 0;
        for (byte[] payload : payloads) {
            if (payload.length > Frame.MOST_PAYLOAD_BYTES) {
                throw new IllegalArgumentException("a record of " + payload.length + " bytes: "
                        + Frame.MOST_PAYLOAD_BYTES + " is the most that the spool takes");
            }
            bytes += Frame.HEADER_BYTES + payload.length;
        }
        mend();
        if (activeBytes > SegmentFile.HEADER_BYTES && activeBytes + bytes > segmentBytes) {
            roll(next);
        }
        ByteBuffer buffer = ByteBuffer.allocate(bytes);
        long first = next;
        long millis = clock.millis();
        for (int i = 0; i < payloads.size(); i++) {
            Frame.write(buffer, first + i, millis, payloads.get(i));
        }
        buffer.flip();
        try {
            while (buffer.hasRemaining()) {
                active.write(buffer, activeBytes + buffer.position());
            }
        } catch (IOException e) {
            isBroken = true;
            throw e;
        }
        activeBytes += bytes;
        next = first + payloads.size();
        return first;
    }

    /** Forces what was appended to the disk, and shows it to readers. Does not hold appends up. */
    public void sync() throws IOException {
        synchronized (syncLock) {
            FileChannel channel;
            long end;
            synchronized (this) {
                channel = active;
                end = next;
            }
            if (end > durable) {
                // A segment that is no longer the active one was forced when it was closed.
                if (channel.isOpen()) {
                    force(channel);
                }
                durable = end;
            }
        }
    }

    private void force(FileChannel channel) throws IOException {
        try {
            channel.force(false);
        } catch (IOException e) {
            synchronized (this) {
                if (channel == active) {
                    throw e;
                }
            }
        }
    }

    /** A reader that begins with a sequence, or with the oldest record if that one is gone. */
    public SpoolReader reader(long sequence) {
        return new SpoolReader(this, sequence);
    }

    /** The sequence of the oldest record. */
    public synchronized long first() {
        return segments.getFirst().first();
    }

    /** The sequence that the next record gets. */
    public long next() {
        return next;
    }

    /** The sequence behind the last record that readers see. */
    public long durable() {
        return durable;
    }

    /** The bytes on disk. */
    public synchronized long bytes() {
        return closedBytes + activeBytes;
    }

    /** The number of segments. */
    public synchronized int segments() {
        return segments.size();
    }

    /** Deletes the segments in which every record is below a sequence; the active one stays. */
    public synchronized void discardBelow(long sequence) throws IOException {
        while (segments.size() > 1 && second().first() <= sequence) {
            deleteOldest();
        }
    }

    /**
     * Deletes the oldest segment, the active one as well if it is the only one and has records.
     *
     * @param lost gets each record of it first
     * @return false if there is nothing to delete
     */
    public synchronized boolean dropOldest(Consumer<SpooledRecord> lost) throws IOException {
        if (segments.size() == 1) {
            if (activeBytes == SegmentFile.HEADER_BYTES) {
                return false;
            }
            mend();
            roll(next);
        }
        try (SegmentReader reader = SegmentReader.open(segments.getFirst())) {
            for (SpooledRecord frame = reader.nextOverDamage(); frame != null; frame = reader.nextOverDamage()) {
                lost.accept(frame);
            }
        }
        deleteOldest();
        return true;
    }

    /** Forces everything to the disk and closes the file. */
    @Override
    public void close() throws IOException {
        sync();
        synchronized (this) {
            active.close();
        }
    }

    /** The segment in which a record is; the oldest one if it is gone. */
    synchronized SegmentFile segmentOf(long sequence) {
        SegmentFile found = segments.getFirst();
        for (SegmentFile segment : segments) {
            if (segment.first() <= sequence) {
                found = segment;
            }
        }
        return found;
    }

    /** The first sequence behind a segment; that of the next record if it is the active one. */
    synchronized long endOf(SegmentFile segment) {
        for (SegmentFile other : segments) {
            if (other.first() > segment.first()) {
                return other.first();
            }
        }
        return next;
    }

    private SegmentFile second() {
        Iterator<SegmentFile> all = segments.iterator();
        all.next();
        return all.next();
    }

    private void deleteOldest() throws IOException {
        SegmentFile oldest = segments.getFirst();
        long size = Files.exists(oldest.path()) ? Files.size(oldest.path()) : 0;
        Files.deleteIfExists(oldest.path());
        segments.removeFirst();
        closedBytes -= size;
    }

    /** Opens the last segment, and cuts off what was written half. Behind a damaged one, a new one begins. */
    private FileChannel recover() throws IOException {
        SegmentEnd end = null;
        while (!segments.isEmpty() && end == null) {
            SegmentEnd found = SegmentEnd.of(segments.getLast());
            if (found.isSegment()) {
                end = found;
            } else {
                SegmentEnd.remove(segments.removeLast());
            }
        }
        for (SegmentFile segment : segments) {
            closedBytes += segment.equals(segments.getLast()) ? 0 : Files.size(segment.path());
        }
        if (end != null) {
            next = end.next();
            activeBytes = end.bytes();
            if (end.isDamaged()) {
                closedBytes += Files.size(segments.getLast().path());
                durable = next;
                return create(next);
            }
        }
        if (segments.isEmpty()) {
            next = 1;
            durable = 1;
            return create(1);
        }
        FileChannel channel = FileChannel.open(segments.getLast().path(), StandardOpenOption.WRITE);
        channel.truncate(activeBytes);
        channel.force(true);
        durable = next;
        return channel;
    }

    private synchronized void startAt(long sequence) throws IOException {
        next = sequence;
        roll(sequence);
        durable = sequence;
    }

    /** After a write that failed, what it left behind the last whole record is cut off. */
    private void mend() throws IOException {
        if (isBroken) {
            active.truncate(activeBytes);
            isBroken = false;
        }
    }

    private void roll(long first) throws IOException {
        active.force(true);
        FileChannel before = active;
        long beforeBytes = activeBytes;
        active = create(first);
        closedBytes += beforeBytes;
        before.close();
    }

    private FileChannel create(long first) throws IOException {
        SegmentFile segment = SegmentFile.of(folder, first);
        Files.deleteIfExists(segment.path());
        FileChannel channel = FileChannel.open(segment.path(), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try {
            ByteBuffer header = ByteBuffer.allocate(SegmentFile.HEADER_BYTES)
                    .putLong(SegmentFile.MAGIC)
                    .flip();
            channel.write(header, 0);
            channel.force(true);
            forceFolder();
        } catch (IOException e) {
            channel.close();
            Files.deleteIfExists(segment.path());
            throw e;
        }
        segments.addLast(segment);
        activeBytes = SegmentFile.HEADER_BYTES;
        return channel;
    }

    /** So that the name of a new segment survives a crash of the machine. Windows neither can nor needs to. */
    private void forceFolder() throws IOException {
        if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }
}
