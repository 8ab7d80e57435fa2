package io.hookline.core.internal.chain;

import io.hookline.api.PointSpec;
import io.hookline.core.internal.order.HookOrder;
import java.util.List;

/**
 * The ordered hooks of one point in one generation. Immutable.
 *
 * @param spec the point's policy
 * @param hooks those that a call runs, in order
 * @param standby those that stand by because a newer release of their plugin is among the hooks
 * @param order the reasons for the order
 * @param missing names that the point requires and no hook answers to
 * @param dispatch calls the hooks
 */
public record Chain(
        PointSpec<?> spec,
        List<ChainedHook> hooks,
        List<ChainedHook> standby,
        HookOrder order,
        List<String> missing,
        Dispatch dispatch) {

    /** A chain with the readable loop as its dispatch. */
    public static Chain of(PointSpec<?> spec, List<ChainedHook> hooks, List<ChainedHook> standby, HookOrder order) {
        List<String> missing = spec.required().stream()
                .filter(name -> hooks.stream().noneMatch(hook -> hook.info().answersTo(name)))
                .toList();
        return new Chain(spec, List.copyOf(hooks), List.copyOf(standby), order, missing, new LoopDispatch(spec, hooks));
    }

    /** The chain of a point that nobody has joined. */
    public static Chain empty(PointSpec<?> spec) {
        return of(spec, List.of(), List.of(), HookOrder.of(List.of()));
    }
}
