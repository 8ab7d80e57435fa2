package io.hookline.engine.internal.guard;

import io.hookline.api.runtime.ReleaseId;
import io.hookline.engine.guard.GuardSettings;
import io.hookline.engine.internal.chain.HookRecord;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Holds plugins to what they may use. Used by one thread. */
final class Budgets {

    private static final int BUDGET_SECONDS = 3;
    private static final long ACCOUNT_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Map<ReleaseId, Integer> secondsOverBudget = new HashMap<>();
    private long accountedAt;

    Budgets(long nanoTime) {
        this.accountedAt = nanoTime;
    }

    /**
     * Sums up what plugins used, about once a second, and opens the breakers of those over their budget for three in a
     * row.
     */
    void sumUp(Collection<GuardedHook> guarded, long now) {
        long passed = now - accountedAt;
        if (passed < ACCOUNT_NANOS) {
            return;
        }
        accountedAt = now;
        Map<ReleaseId, List<GuardedHook>> byRelease = new HashMap<>();
        for (GuardedHook guard : guarded) {
            HookRecord record = guard.record();
            if (record != null) {
                guard.usage().passed(passed, record.calls());
                byRelease
                        .computeIfAbsent(guard.info().release(), id -> new ArrayList<>())
                        .add(guard);
            }
        }
        secondsOverBudget.keySet().retainAll(byRelease.keySet());
        byRelease.forEach(this::holdToBudget);
    }

    private void holdToBudget(ReleaseId release, List<GuardedHook> hooks) {
        double cpu =
                hooks.stream().mapToDouble(hook -> hook.usage().cpuPercent()).sum();
        double megabytes = hooks.stream()
                .mapToDouble(hook -> hook.usage().megabytesPerSecond())
                .sum();
        String over = hooks.stream()
                .map(GuardedHook::settings)
                .map(settings -> overBudget(settings, cpu, megabytes))
                .filter(text -> !text.isEmpty())
                .findFirst()
                .orElse("");
        if (over.isEmpty()) {
            secondsOverBudget.remove(release);
        } else if (secondsOverBudget.merge(release, 1, Integer::sum) >= BUDGET_SECONDS) {
            secondsOverBudget.remove(release);
            hooks.forEach(hook -> hook.trip(over));
        }
    }

    private static String overBudget(GuardSettings settings, double cpu, double megabytes) {
        if (settings.cpuPercent() > 0 && cpu > settings.cpuPercent()) {
            return "its plugin uses about " + Math.round(cpu) + " % of a core, of " + settings.cpuPercent()
                    + " % allowed";
        }
        if (settings.allocatedMegabytes() > 0 && megabytes > settings.allocatedMegabytes()) {
            return "its plugin allocates about " + Math.round(megabytes) + " MB a second, of "
                    + settings.allocatedMegabytes() + " MB allowed";
        }
        return "";
    }
}
