package io.hookline.gateway.internal.balance;

import io.hookline.gateway.internal.config.UpstreamSettings.Ejection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ejects targets of a group whose requests fail one after the other, for a time that doubles while they go on failing.
 * Never ejects more than the allowed share. Safe for use by many threads.
 */
final class OutlierDetector {

    private static final Logger LOG = LoggerFactory.getLogger(OutlierDetector.class);
    /** Sixteen times the first ejection. */
    private static final int MAX_DOUBLINGS = 4;

    private static final int PERCENT = 100;

    private final String group;
    private final List<? extends BalancedTarget> targets;
    private final Ejection rule;
    private final LongSupplier nanoClock;
    private final int most;

    OutlierDetector(String group, List<? extends BalancedTarget> targets, Ejection rule, LongSupplier nanoClock) {
        this.group = group;
        this.targets = targets;
        this.rule = rule;
        this.nanoClock = nanoClock;
        this.most = targets.size() * rule.maxPercent() / PERCENT;
    }

    /** Whether it is ejected now; ends an ejection whose time has passed. */
    boolean isEjected(BalancedTarget target) {
        if (!target.isEjected()) {
            return false;
        }
        long now = nanoClock.getAsLong();
        if (!target.mayReturn(now)) {
            return true;
        }
        if (target.comeBack(now)) {
            LOG.info("upstream {}: {} is no longer ejected", group, target.name());
        }
        return target.isEjected();
    }

    void failed(BalancedTarget target, String why) {
        target.failed(why);
        if (rule.after() > 0 && target.failuresInRow() >= rule.after()) {
            consider(target, why);
        }
    }

    private synchronized void consider(BalancedTarget target, String why) {
        if (isEjected(target) || target.failuresInRow() < rule.after()) {
            return;
        }
        int ejected = 0;
        for (BalancedTarget other : targets) {
            if (isEjected(other)) {
                ejected++;
            }
        }
        if (ejected < most) {
            long nanos =
                    target.eject(nanoClock.getAsLong(), TimeUnit.MILLISECONDS.toNanos(rule.millis()), MAX_DOUBLINGS);
            LOG.warn(
                    "upstream {}: {} is ejected for {} ms after {} failures in a row: {}",
                    group,
                    target.name(),
                    TimeUnit.NANOSECONDS.toMillis(nanos),
                    rule.after(),
                    why);
        }
    }
}
