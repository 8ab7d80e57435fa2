package io.hookline.gateway.internal.traffic;

import io.hookline.api.hook.HookContext;
import io.hookline.gateway.hook.TraceContext;
import io.hookline.gateway.status.TrafficStatus;
import io.hookline.gateway.status.TrafficStatus.Example;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** How long requests took, in fixed buckets, each with its latest request that was traced. For many threads. */
final class LatencyHistogram {

    private static final long MS = 1_000_000;
    private static final long[] BOUNDS = {
        MS,
        2 * MS + MS / 2,
        5 * MS,
        10 * MS,
        25 * MS,
        50 * MS,
        100 * MS,
        250 * MS,
        500 * MS,
        1_000 * MS,
        2_500 * MS,
        5_000 * MS,
        10_000 * MS,
        30_000 * MS,
        Long.MAX_VALUE
    };

    private final LongAdder[] counts = new LongAdder[BOUNDS.length];
    private final LongAdder total = new LongAdder();
    private final AtomicReferenceArray<@Nullable Example> examples = new AtomicReferenceArray<>(BOUNDS.length);

    LatencyHistogram() {
        for (int i = 0; i < counts.length; i++) {
            counts[i] = new LongAdder();
        }
    }

    void record(long nanos, HookContext context) {
        int bucket = 0;
        while (nanos > BOUNDS[bucket]) {
            bucket++;
        }
        counts[bucket].increment();
        total.add(nanos);
        TraceContext trace = context.get(TraceContext.SAMPLED);
        if (trace != null) {
            examples.set(bucket, new Example(trace.traceId(), trace.spanId(), nanos, Instant.now()));
        }
    }

    TrafficStatus.Latency status(int statusClass) {
        List<TrafficStatus.Bucket> buckets = new ArrayList<>(BOUNDS.length);
        for (int i = 0; i < BOUNDS.length; i++) {
            buckets.add(new TrafficStatus.Bucket(BOUNDS[i], counts[i].sum(), examples.get(i)));
        }
        return new TrafficStatus.Latency(statusClass, total.sum(), buckets);
    }
}
