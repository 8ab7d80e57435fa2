package io.hookline.audit.internal.buffer;

import static org.assertj.core.api.Assertions.assertThat;

import io.hookline.audit.AuditRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Bounds, and when records are due. */
@Timeout(120)
class AuditBufferTest {

    private static final long NEVER = 3_600_000;

    @Test
    void theNewestAreDroppedAndCounted() {
        AuditBuffer buffer = new AuditBuffer(limits(10, Overflow.DROP_NEWEST, 10, 1_000_000, NEVER));
        put(buffer, 0, 25);
        assertThat(actions(buffer.take())).isEqualTo(names(0, 10));
        assertThat(buffer.droppedNewest()).isEqualTo(15);
        assertThat(buffer.accepted()).isEqualTo(10);
        assertThat(buffer.bytes()).isZero();
    }

    @Test
    void theOldestAreDroppedAndCounted() {
        AuditBuffer buffer = new AuditBuffer(limits(10, Overflow.DROP_OLDEST, 10, 1_000_000, NEVER));
        put(buffer, 0, 25);
        assertThat(actions(buffer.take())).isEqualTo(names(15, 25));
        assertThat(buffer.droppedOldest()).isEqualTo(15);
    }

    @Test
    void bytesAreBoundedAndARecordThatIsLargerThanTheBufferIsDropped() {
        AuditBuffer buffer =
                new AuditBuffer(new BufferLimits(1_000, 2_000, Overflow.DROP_OLDEST, 1_000, 1_000_000, NEVER));
        put(buffer, 0, 100);
        assertThat(buffer.bytes()).isLessThanOrEqualTo(2_000);
        int before = buffer.records();
        buffer.put(AuditRecord.builder(Instant.EPOCH, "test", "x".repeat(3_000)).build());
        assertThat(buffer.droppedNewest()).isEqualTo(1);
        assertThat(buffer.records()).isEqualTo(before);
    }

    @Test
    void recordsAreDueByTheirNumberByTheirBytesAndByTime() throws Exception {
        AuditBuffer byNumber = new AuditBuffer(limits(100, Overflow.DROP_NEWEST, 3, 1_000_000, NEVER));
        AuditBuffer byBytes = new AuditBuffer(limits(100, Overflow.DROP_NEWEST, 100, 1, NEVER));
        AuditBuffer byTime = new AuditBuffer(limits(100, Overflow.DROP_NEWEST, 100, 1_000_000, 1));
        for (AuditBuffer buffer : List.of(byNumber, byBytes, byTime)) {
            CompletableFuture<List<AuditRecord>> taken = CompletableFuture.supplyAsync(buffer::take);
            put(buffer, 0, buffer == byNumber ? 3 : 1);
            assertThat(taken.get(100, TimeUnit.SECONDS)).isNotEmpty();
        }
    }

    @Test
    void closingHandsOutWhatWaitsAndThenEnds() {
        AuditBuffer buffer = new AuditBuffer(limits(100, Overflow.DROP_NEWEST, 2, 1_000_000, NEVER));
        put(buffer, 0, 5);
        buffer.close();
        put(buffer, 5, 6);
        assertThat(actions(buffer.take())).isEqualTo(names(0, 2));
        assertThat(actions(buffer.take())).isEqualTo(names(2, 4));
        assertThat(actions(buffer.take())).isEqualTo(names(4, 5));
        assertThat(buffer.take()).isEmpty();
        assertThat(buffer.droppedNewest()).isEqualTo(1);
    }

    /** Threads that put, drop and take at once: each record is taken once or counted once. */
    @Test
    void manyThreadsLoseAndDoubleNothing() throws Exception {
        AuditBuffer buffer = new AuditBuffer(limits(50, Overflow.DROP_OLDEST, 20, 1_000_000, 1));
        CompletableFuture<Long> taker = CompletableFuture.supplyAsync(() -> {
            long taken = 0;
            for (List<AuditRecord> batch = buffer.take(); !batch.isEmpty(); batch = buffer.take()) {
                taken += batch.size();
            }
            return taken;
        });
        List<CompletableFuture<Void>> putters = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            putters.add(CompletableFuture.runAsync(() -> put(buffer, 0, 20_000)));
        }
        CompletableFuture.allOf(putters.toArray(CompletableFuture[]::new)).get(100, TimeUnit.SECONDS);
        buffer.close();
        long taken = taker.get(100, TimeUnit.SECONDS);
        assertThat(taken + buffer.droppedOldest()).isEqualTo(60_000);
        assertThat(buffer.records()).isZero();
        assertThat(buffer.bytes()).isZero();
    }

    private static BufferLimits limits(int records, Overflow overflow, int flushRecords, long flushBytes, long millis) {
        return new BufferLimits(records, 1_000_000, overflow, flushRecords, flushBytes, millis);
    }

    private static void put(AuditBuffer buffer, int from, int to) {
        for (int i = from; i < to; i++) {
            buffer.put(AuditRecord.builder(Instant.EPOCH, "test", "action " + i).build());
        }
    }

    private static List<String> names(int from, int to) {
        return IntStream.range(from, to).mapToObj(i -> "action " + i).toList();
    }

    private static List<String> actions(List<AuditRecord> records) {
        return records.stream().map(AuditRecord::action).toList();
    }
}
