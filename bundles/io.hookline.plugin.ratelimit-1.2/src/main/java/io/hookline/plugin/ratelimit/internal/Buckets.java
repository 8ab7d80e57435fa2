package io.hookline.plugin.ratelimit.internal;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import io.github.bucket4j.TimeMeter;
import io.hookline.gateway.hook.Exchange;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.LongSupplier;

/**
 * The buckets of all limits: a bounded number of them, which survive changes of the limits. Safe for use by many
 * threads.
 */
final class Buckets {

    private final TimeMeter clock;
    private final Cache<String, ClientBucket> buckets;
    private final Queue<ClientBucket> unreported = new ConcurrentLinkedQueue<>();
    private volatile boolean shared;

    /**
     * No buckets yet.
     *
     * @param nanoClock the time in nanoseconds
     */
    Buckets(long most, LongSupplier nanoClock) {
        this.clock = new NanoMeter(nanoClock);
        this.buckets = Caffeine.newBuilder()
                .maximumSize(most)
                .expireAfter(Expiry.<String, ClientBucket>accessing(
                        (name, bucket) -> bucket.rate().refill()))
                .ticker(nanoClock::getAsLong)
                .executor(Runnable::run)
                .build();
    }

    /** Holds that many buckets at most from now on. */
    void holdAtMost(long most) {
        buckets.policy().eviction().ifPresent(eviction -> eviction.setMaximum(most));
    }

    /** Takes a token of each limit that counts the request, or none if one of them has none left. */
    Verdict take(Limits limits, Exchange exchange) {
        List<Limit> counting = limits.counting(exchange);
        if (counting.size() == 1) {
            return take(bucket(counting.get(0), exchange));
        }
        List<ClientBucket> all = new ArrayList<>(counting.size());
        for (Limit limit : counting) {
            all.add(bucket(limit, exchange));
        }
        for (ClientBucket bucket : all) {
            if (!bucket.hasToken()) {
                return take(bucket);
            }
        }
        Verdict strictest = take(all.get(0));
        for (ClientBucket bucket : all.subList(1, all.size())) {
            strictest = Verdict.stricter(strictest, take(bucket));
        }
        return strictest;
    }

    /** The remaining tokens of each bucket, one bucket a line, for {@link #restore}. */
    byte[] save() {
        StringBuilder text = new StringBuilder();
        buckets.asMap().forEach((name, bucket) -> text.append(Math.max(0, bucket.tokens()))
                .append(' ')
                .append(URLEncoder.encode(name, StandardCharsets.UTF_8))
                .append('\n'));
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Restores the remaining tokens, at most as many as fit. Buckets of limits that no longer exist are left out.
     *
     * @throws IllegalArgumentException if the text does not have the format of {@link #save}; nothing has changed then
     */
    void restore(byte[] saved, Limits limits) {
        Map<String, ClientBucket> restored = new HashMap<>();
        new String(saved, StandardCharsets.UTF_8).lines().forEach(line -> {
            int blank = line.indexOf(' ');
            if (blank <= 0) {
                throw new IllegalArgumentException("no tokens and bucket in the line '" + line + "'");
            }
            long tokens = Long.parseLong(line.substring(0, blank));
            String name = URLDecoder.decode(line.substring(blank + 1), StandardCharsets.UTF_8);
            Limit limit = limits.ofBucket(name);
            if (limit != null) {
                restored.put(name, newBucket(name, limit.rate(), tokens));
            }
        });
        buckets.putAll(restored);
    }

    /** Keeps what is taken from now on for reports to other nodes; false drops it. */
    void share(boolean wanted) {
        shared = wanted;
        if (!wanted) {
            dropReports();
        }
    }

    /** The buckets that tokens were taken from since the last report, at most that many; each once. */
    List<ClientBucket> unreported(int most) {
        List<ClientBucket> some = new ArrayList<>();
        while (some.size() < most) {
            ClientBucket bucket = unreported.poll();
            if (bucket == null) {
                break;
            }
            some.add(bucket);
        }
        return some;
    }

    /** Drops what was not reported. */
    void dropReports() {
        for (ClientBucket bucket = unreported.poll(); bucket != null; bucket = unreported.poll()) {
            bucket.report();
        }
    }

    private ClientBucket bucket(Limit limit, Exchange exchange) {
        ClientBucket bucket = buckets.get(
                limit.bucketOf(exchange),
                name -> newBucket(name, limit.rate(), limit.rate().burst()));
        bucket.use(limit.rate());
        return bucket;
    }

    private Verdict take(ClientBucket bucket) {
        Verdict verdict = bucket.take();
        if (verdict.passes() && shared && bucket.countForReport()) {
            unreported.add(bucket);
        }
        return verdict;
    }

    private ClientBucket newBucket(String name, Rate rate, long tokens) {
        return new ClientBucket(name, rate, Math.max(0, Math.min(tokens, rate.burst())), clock);
    }

    private record NanoMeter(LongSupplier nanos) implements TimeMeter {

        @Override
        public long currentTimeNanos() {
            return nanos.getAsLong();
        }

        @Override
        public boolean isWallClockBased() {
            return false;
        }
    }
}
