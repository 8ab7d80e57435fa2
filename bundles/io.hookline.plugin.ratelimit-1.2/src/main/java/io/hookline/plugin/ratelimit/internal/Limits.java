package io.hookline.plugin.ratelimit.internal;

import io.hookline.gateway.hook.Exchange;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The configured limits. Immutable. */
final class Limits {

    private final List<Limit> all;

    private Limits(List<Limit> all) {
        this.all = List.copyOf(all);
    }

    /**
     * Reads the configuration.
     *
     * @throws IllegalArgumentException if a limit is invalid, or two have the same name; the message shows which
     */
    static Limits of(RateLimitConfig config) {
        List<Limit> all = new ArrayList<>();
        all.add(Limit.ofEveryClient(config.requestsPerSecond(), config.burst()));
        Set<String> prefixes = new HashSet<>();
        for (String text : config.limits()) {
            if (!text.isBlank()) {
                Limit limit = Limit.parse(text.strip());
                if (!prefixes.add(limit.prefix())) {
                    throw new IllegalArgumentException("two limits have the name of '" + text + "': give each its own");
                }
                all.add(limit);
            }
        }
        return new Limits(all);
    }

    /** The limits that count a request; at least one. */
    List<Limit> counting(Exchange exchange) {
        if (all.size() == 1) {
            return all;
        }
        List<Limit> counting = new ArrayList<>(all.size());
        for (Limit limit : all) {
            if (limit.counts(exchange)) {
                counting.add(limit);
            }
        }
        return counting;
    }

    /** The limit that a bucket of that name belongs to; null if there is none any more. */
    @Nullable
    Limit ofBucket(String name) {
        for (Limit limit : all) {
            boolean belongs = limit.prefix().isEmpty() ? !name.startsWith("limit ") : name.startsWith(limit.prefix());
            if (belongs) {
                return limit;
            }
        }
        return null;
    }
}
