package io.hookline.engine.internal.live;

import io.hookline.api.PointSpec;
import io.hookline.engine.HookInfo;
import io.hookline.engine.HookSource;
import io.hookline.engine.internal.chain.Chain;
import io.hookline.engine.internal.chain.ChainEntry;
import io.hookline.engine.internal.order.HookOrder;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Changes a chain by one hook without looking at the others: what that takes is a copy of the chain's lists. It does so
 * where that is plainly what {@link ChainBuilder} would build: the hook shares its place with no other release, takes
 * no other hook's place, and no hook of the point has constraints. Guarded by the live set's lock.
 */
final class OneHook {

    private OneHook() {}

    /**
     * The chain with a hook that has come.
     *
     * @return null if the chain has to be built
     */
    static @Nullable Chain joining(Chain before, PointSpec<?> spec, HookEntry entry, Chain.Linker linker) {
        HookInfo info = entry.info();
        int at = find(before.hooks(), info);
        boolean isPlain = isAlone(before, entry)
                && entry.refusal() == null
                && entry.isReady(spec)
                && entry.place().isUnshared()
                && info.before().isEmpty()
                && info.after().isEmpty();
        if (at >= 0 || !isPlain) {
            return null;
        }
        List<ChainEntry> hooks = new ArrayList<>(before.hooks().size() + 1);
        hooks.addAll(before.hooks());
        hooks.add(-at - 1, entry.called(spec));
        List<HookInfo> infos = new ArrayList<>(hooks.size());
        infos.addAll(before.order().sorted());
        infos.add(-at - 1, info);
        return Chain.of(spec, hooks, before.standby(), HookOrder.unconstrained(infos), before, linker);
    }

    /**
     * The chain without a hook that has gone.
     *
     * @return null if the chain has to be built
     */
    static @Nullable Chain leaving(Chain before, PointSpec<?> spec, HookEntry entry, Chain.Linker linker) {
        int at = find(before.hooks(), entry.info());
        if (at < 0 || !isAlone(before, entry) || !entry.place().isFree()) {
            return null;
        }
        List<ChainEntry> hooks = new ArrayList<>(before.hooks());
        hooks.remove(at);
        List<HookInfo> infos = new ArrayList<>(before.order().sorted());
        infos.remove(at);
        return Chain.of(spec, hooks, before.standby(), HookOrder.unconstrained(infos), before, linker);
    }

    private static boolean isAlone(Chain before, HookEntry entry) {
        return entry.replaces() == HookSource.NOTHING && before.order().isUnconstrained();
    }

    /** The position of a hook in a chain without constraints; if it is not there, minus one minus where it would be. */
    private static int find(List<ChainEntry> hooks, HookInfo info) {
        return RankSearch.find(hooks, ChainEntry::info, info);
    }
}
