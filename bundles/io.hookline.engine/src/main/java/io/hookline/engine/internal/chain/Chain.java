package io.hookline.engine.internal.chain;

import io.hookline.api.PointSpec;
import io.hookline.engine.internal.order.HookOrder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The ordered hooks of one point in one generation. Immutable.
 *
 * @param spec the point's policy
 * @param hooks those that a call runs, in order
 * @param standby those that stand by because a newer release of their plugin is among the hooks
 * @param order the reasons for the order
 * @param missing names that the point requires and no hook answers to
 * @param missingSinceNanos since when something has been missing without a break, by {@link System#nanoTime()}; of no
 *     meaning if nothing is
 * @param nonBlocking whether a call never blocks the calling thread: no hook may, and nothing is missing that the call
 *     would wait for
 * @param linked calls the hooks
 */
public record Chain(
        PointSpec<?> spec,
        List<ChainEntry> hooks,
        List<ChainEntry> standby,
        HookOrder order,
        List<String> missing,
        long missingSinceNanos,
        boolean nonBlocking,
        LinkedChain linked) {

    /**
     * A chain.
     *
     * @param before the point's chain until now, or null if it is new
     * @param linker links the hooks
     */
    public static Chain of(
            PointSpec<?> spec,
            List<ChainEntry> hooks,
            List<ChainEntry> standby,
            HookOrder order,
            @Nullable Chain before,
            Linker linker) {
        List<String> missing = spec.required().stream()
                .filter(name -> hooks.stream().noneMatch(hook -> hook.info().answersTo(name)))
                .toList();
        long since = before != null && !before.missing().isEmpty() ? before.missingSinceNanos() : System.nanoTime();
        boolean nonBlocking = missing.isEmpty() && hooks.stream().allMatch(ChainEntry::nonBlocking);
        List<ChainEntry> called = List.copyOf(hooks);
        return new Chain(spec, called, List.copyOf(standby), order, missing, since, nonBlocking, linker.link(called));
    }

    /** The chain of a point without hooks. */
    public static Chain empty(PointSpec<?> spec, Linker linker) {
        return of(spec, List.of(), List.of(), HookOrder.of(List.of()), null, linker);
    }

    /** Links the hooks of a point for calls. */
    @FunctionalInterface
    public interface Linker {

        /** Links the hooks in this order. */
        LinkedChain link(List<ChainEntry> hooks);
    }
}
