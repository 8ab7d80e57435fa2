package io.hookline.gateway.internal.balance;

import io.hookline.gateway.internal.config.UpstreamSettings;
import io.hookline.gateway.internal.config.UpstreamSettings.Balance;
import io.hookline.gateway.internal.config.UpstreamSettings.WeightedTarget;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The targets of a group with one configuration. A change of the configuration makes another group, which takes over
 * the targets that stay. Safe for use by many threads.
 */
public final class UpstreamGroup<T extends BalancedTarget> {

    private final UpstreamSettings settings;
    private final List<T> targets;
    private final @Nullable T only;
    private final Balancer<T> balancer;
    private final OutlierDetector outliers;
    private final RetryBudget budget;
    private final Predicate<T> usable = this::isUsable;

    /**
     * A group.
     *
     * @param targets those of the settings, in their order
     * @param nanoClock the present, such as {@link System#nanoTime()}
     */
    public UpstreamGroup(UpstreamSettings settings, List<? extends T> targets, LongSupplier nanoClock) {
        this.settings = settings;
        this.targets = List.copyOf(targets);
        this.only = targets.size() == 1 ? this.targets.get(0) : null;
        int[] weights =
                settings.targets().stream().mapToInt(WeightedTarget::weight).toArray();
        this.balancer = settings.balance() == Balance.LEAST_CONNECTIONS
                ? new LeastConnections<>(this.targets, weights)
                : new RoundRobin<>(this.targets, weights);
        this.outliers = new OutlierDetector(settings.name(), this.targets, settings.ejection(), nanoClock);
        this.budget = new RetryBudget(settings.retries().budgetPercent());
    }

    /** Its configuration. */
    public UpstreamSettings settings() {
        return settings;
    }

    /** All targets, whatever their state. */
    public List<T> targets() {
        return targets;
    }

    /**
     * Chooses a target for a request: a usable one that the request has not tried. If none is usable, any that it has
     * not tried, because a request that may fail is better than one that does. If it has tried all, any again.
     *
     * @param tried mostly empty
     */
    public T choose(List<T> tried) {
        T single = only;
        if (single != null) {
            return single;
        }
        T chosen = balancer.choose(usable, tried);
        if (chosen == null) {
            chosen = balancer.choose(target -> true, tried);
        }
        if (chosen == null) {
            chosen = balancer.choose(usable, List.of());
        }
        return chosen == null ? targets.get(0) : chosen;
    }

    /** Whether requests go to it: it is neither ejected nor unhealthy. */
    public boolean isUsable(T target) {
        return !target.isUnhealthy() && !outliers.isEjected(target);
    }

    /** Whether one of the targets at least is usable. */
    public boolean hasUsable() {
        return targets.stream().anyMatch(usable);
    }

    /** The state of a target. */
    public TargetState stateOf(T target) {
        if (target.isUnhealthy()) {
            return TargetState.UNHEALTHY;
        }
        return outliers.isEjected(target) ? TargetState.EJECTED : TargetState.UP;
    }

    /** A target has answered a request. */
    public void succeeded(T target) {
        target.succeeded();
    }

    /** A request has failed because of its target, which may be ejected now. */
    public void failed(T target, String why) {
        outliers.failed(target, why);
    }

    /** Takes part of the budget for a repetition; null if none is left. It has to be given back. */
    public @Nullable RetryBudget takeBudget() {
        int inFlight = 0;
        for (T target : targets) {
            inFlight += target.inFlight();
        }
        return budget.begin(inFlight) ? budget : null;
    }
}
