package io.hookline.plugin.bodysize.internal;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The limits of all requests. Immutable. */
final class BodyLimits {

    private final List<BodyLimit> mostSpecialFirst;
    private final long maxBytes;

    private BodyLimits(List<BodyLimit> mostSpecialFirst, long maxBytes) {
        this.mostSpecialFirst = mostSpecialFirst;
        this.maxBytes = maxBytes;
    }

    /**
     * Reads the configuration.
     *
     * @throws IllegalArgumentException if a limit is malformed, or given twice; the message shows it
     */
    static BodyLimits of(BodySizeConfig config) {
        List<BodyLimit> limits = Stream.of(config.limits())
                .filter(text -> !text.isBlank())
                .map(BodyLimit::parse)
                .sorted(Comparator.<BodyLimit>comparingInt(
                                limit -> -limit.path().size())
                        .thenComparing(limit -> limit.method() == null))
                .toList();
        long different = limits.stream()
                .map(limit -> limit.method() + " " + limit.path())
                .distinct()
                .count();
        if (different < limits.size()) {
            throw new IllegalArgumentException("'limits' has two limits for the same method and path: leave one out");
        }
        return new BodyLimits(limits, config.maxBytes());
    }

    /** The limit of a request in bytes: that of the longest path, and there rather the one of its method. */
    long limitOf(String method, String path) {
        if (mostSpecialFirst.isEmpty()) {
            return maxBytes;
        }
        List<String> segments = RequestSegments.of(path);
        for (BodyLimit limit : mostSpecialFirst) {
            if (limit.covers(method, segments)) {
                return limit.bytes();
            }
        }
        return maxBytes;
    }
}
