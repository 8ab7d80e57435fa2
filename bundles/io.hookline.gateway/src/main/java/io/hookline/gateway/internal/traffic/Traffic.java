package io.hookline.gateway.internal.traffic;

import io.hookline.gateway.hook.Completion.Ending;
import io.hookline.gateway.internal.hook.ExchangeView;
import io.hookline.gateway.status.TrafficStatus;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** Counts the requests of a server when they end. Its memory is fixed. Safe for use by many threads. */
public final class Traffic {

    private static final int STATUSES = 600;
    private static final int CLASS = 100;

    private final LongAdder[] statuses = adders(STATUSES);
    private final LongAdder complete = new LongAdder();
    private final LongAdder brokenOff = new LongAdder();
    private final LongAdder clientGone = new LongAdder();
    private final LongAdder bytesReceived = new LongAdder();
    private final LongAdder bytesSent = new LongAdder();
    private final LatencyHistogram[] latencies = new LatencyHistogram[STATUSES / CLASS];

    /** Without requests. */
    public Traffic() {
        for (int i = 0; i < latencies.length; i++) {
            latencies[i] = new LatencyHistogram();
        }
    }

    /** A request has ended. */
    public void ended(ExchangeView view, Ending ending) {
        int status = view.status();
        int known = status > 0 && status < STATUSES ? status : 0;
        statuses[known].increment();
        adderOf(ending).increment();
        bytesReceived.add(view.bytesReceived());
        bytesSent.add(view.bytesSent());
        latencies[known / CLASS].record(view.tookNanos(), view.context());
    }

    /**
     * The counts so far.
     *
     * @param inFlight how many requests are being served
     */
    public TrafficStatus status(int inFlight) {
        Map<Integer, Long> byStatus = new HashMap<>();
        for (int status = 0; status < STATUSES; status++) {
            long count = statuses[status].sum();
            if (count > 0) {
                byStatus.put(status, count);
            }
        }
        List<TrafficStatus.Latency> byClass = new ArrayList<>();
        for (int i = 0; i < latencies.length; i++) {
            TrafficStatus.Latency latency = latencies[i].status(i);
            if (latency.buckets().stream().anyMatch(bucket -> bucket.count() > 0)) {
                byClass.add(latency);
            }
        }
        return new TrafficStatus(
                inFlight,
                byStatus,
                complete.sum(),
                brokenOff.sum(),
                clientGone.sum(),
                bytesReceived.sum(),
                bytesSent.sum(),
                byClass);
    }

    private LongAdder adderOf(Ending ending) {
        return switch (ending) {
            case COMPLETE -> complete;
            case BROKEN_OFF -> brokenOff;
            case CLIENT_GONE -> clientGone;
        };
    }

    private static LongAdder[] adders(int count) {
        LongAdder[] adders = new LongAdder[count];
        for (int i = 0; i < count; i++) {
            adders[i] = new LongAdder();
        }
        return adders;
    }
}
