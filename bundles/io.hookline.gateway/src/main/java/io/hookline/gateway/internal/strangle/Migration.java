package io.hookline.gateway.internal.strangle;

import io.hookline.gateway.internal.config.StranglerSettings;
import io.hookline.gateway.internal.config.StranglerSettings.Shadowing;
import io.hookline.gateway.internal.message.RequestHead;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * A route that moves from an old upstream to a new one, with what its calls have shown. Its settings do not change:
 * others make another migration, which goes on with the counts. Safe for use by many threads.
 */
public final class Migration {

    private static final int ALL = 100;

    private final StranglerSettings settings;
    private final Findings findings;
    private final Comparison comparison;

    private Migration(StranglerSettings settings, Findings findings) {
        this.settings = settings;
        this.findings = findings;
        this.comparison = new Comparison(settings.shadowing());
    }

    /** Without counts. */
    public static Migration begin(StranglerSettings settings) {
        return new Migration(settings, new Findings());
    }

    /** The same with other settings; counts go on if route and upstreams are the same. */
    public Migration with(StranglerSettings changed) {
        if (changed.equals(settings)) {
            return this;
        }
        return changed.isSameMigration(settings) ? new Migration(changed, findings) : begin(changed);
    }

    /** Its configuration. */
    public StranglerSettings settings() {
        return settings;
    }

    /** What its calls have shown. */
    public MigrationCounts counts() {
        return findings.counts();
    }

    /**
     * Watches a call.
     *
     * @param upstream the name of the upstream that it goes to
     * @param newSide where copies go
     * @return null if the call belongs to neither side
     */
    public @Nullable CallWatch watch(String upstream, NewSide newSide) {
        if (upstream.equals(settings.from())) {
            return new CallWatch(this, findings.old, newSide);
        }
        return upstream.equals(settings.to()) ? new CallWatch(this, findings.fresh, null) : null;
    }

    /** Whether a request is copied. If so, {@link #release()} has to follow. */
    boolean tryCopy(RequestHead head) {
        Shadowing rule = settings.shadowing();
        if (rule.percent() == 0
                || head.upgrade()
                || !rule.methods().contains(head.method())
                || head.framing().length() > rule.maxBodyBytes()
                || (rule.percent() < ALL && ThreadLocalRandom.current().nextInt(ALL) >= rule.percent())) {
            return false;
        }
        if (findings.underWay.incrementAndGet() > rule.most()) {
            findings.underWay.decrementAndGet();
            findings.leftOut.increment();
            return false;
        }
        return true;
    }

    /** A copy is over. */
    void release() {
        findings.underWay.decrementAndGet();
    }

    Findings findings() {
        return findings;
    }

    Comparison comparison() {
        return comparison;
    }

    @Override
    public String toString() {
        return "Migration[" + settings.name() + "]";
    }
}
