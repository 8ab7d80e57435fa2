package io.hookline.plugin.ratelimit.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes several nodes agree on their buckets: reports what was taken here, and takes over what all have in common. It
 * does so on a thread of its own, so that no request waits for it. While the others cannot be reached, each node limits
 * alone.
 */
final class SharedLimits implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SharedLimits.class);

    private static final int BATCH = 1000;

    private final Buckets buckets;
    private final CommonTokens common;
    private final LongSupplier nanoClock;
    private final Circuit circuit = new Circuit();
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread named = new Thread(work, "hookline-ratelimit-shared");
        named.setDaemon(true);
        return named;
    });

    /** Does nothing until {@link #start}. Closes the common tokens in the end. */
    SharedLimits(Buckets buckets, CommonTokens common, LongSupplier nanoClock) {
        this.buckets = buckets;
        this.common = common;
        this.nanoClock = nanoClock;
    }

    void start(int everyMillis) {
        buckets.share(true);
        // It never fails: exchange() throws nothing.
        ScheduledFuture<?> unused =
                thread.scheduleWithFixedDelay(this::exchange, everyMillis, everyMillis, TimeUnit.MILLISECONDS);
    }

    /** Exchanges once. Never throws. */
    void exchange() {
        if (circuit.isOpen(nanoClock.getAsLong())) {
            buckets.dropReports();
            return;
        }
        try {
            exchangeAll();
            if (circuit.succeeded()) {
                LOG.info("the nodes share their rate limits again");
            }
        } catch (Exception | LinkageError e) {
            buckets.dropReports();
            if (circuit.failed(nanoClock.getAsLong()) && !thread.isShutdown()) {
                LOG.warn("Redis cannot be reached: this node limits alone until it is back", e);
            }
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
        common.close();
        buckets.share(false);
    }

    /** In batches. What is taken meanwhile waits, so that a busy node does not exchange all the time. */
    private void exchangeAll() throws Exception {
        List<ClientBucket> some;
        do {
            some = buckets.unreported(BATCH);
            if (!some.isEmpty()) {
                exchange(some);
            }
        } while (some.size() == BATCH && !thread.isShutdown());
    }

    private void exchange(List<ClientBucket> some) throws Exception {
        List<CommonTokens.Taken> taken = new ArrayList<>(some.size());
        for (ClientBucket bucket : some) {
            taken.add(new CommonTokens.Taken(bucket.name(), bucket.rate(), bucket.report()));
        }
        List<Long> left = common.take(taken);
        for (int i = 0; i < left.size(); i++) {
            some.get(i).agree(left.get(i));
        }
    }
}
