package io.hookline.deploy.internal.canary;

import io.hookline.api.CallAttributes;
import io.hookline.deploy.CanaryOptions;
import io.hookline.engine.release.CallSelector;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * Chooses the calls of a canary: those with the key, and of the others the share that the weight says, split by an
 * attribute's value or at random. Immutable.
 */
final class CanarySelector implements CallSelector {

    private static final int BASIS_POINTS_PER_PERCENT = Buckets.COUNT / 100;

    private final CanaryOptions options;
    private final Buckets buckets;
    private final int basisPoints;

    CanarySelector(CanaryOptions options, Buckets buckets, int weightPercent) {
        this.options = options;
        this.buckets = buckets;
        this.basisPoints = weightPercent * BASIS_POINTS_PER_PERCENT;
    }

    @Override
    public boolean takes(CallAttributes call) {
        String keyName = options.keyName();
        if (keyName != null && String.valueOf(options.keyValue()).equals(call.get(keyName))) {
            return true;
        }
        String stickyBy = options.stickyBy();
        String key = stickyBy == null ? null : call.get(stickyBy);
        return Buckets.getsCandidate(bucket(key), basisPoints);
    }

    private int bucket(@Nullable String key) {
        return key == null ? buckets.bucket(ThreadLocalRandom.current().nextLong()) : buckets.bucket(key);
    }

    /** Which calls it takes, for people. */
    static String describe(CanaryOptions options, int weightPercent) {
        StringBuilder text = new StringBuilder();
        if (options.keyName() != null) {
            text.append("calls with ").append(options.keyName()).append('=').append(options.keyValue());
            text.append(weightPercent > 0 ? ", and of the others " : "");
        }
        if (weightPercent > 0 || options.keyName() == null) {
            text.append(weightPercent).append(" %");
            if (options.stickyBy() != null) {
                text.append(" by ").append(options.stickyBy());
            }
        }
        return text.toString();
    }
}
