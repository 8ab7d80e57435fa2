package io.hookline.engine.internal.live;

import io.hookline.engine.HookInfo;
import io.hookline.engine.internal.order.HookOrder;
import java.util.List;
import java.util.function.Function;

/** Finds a hook in a list by rank. */
final class RankSearch {

    private RankSearch() {}

    /** The position of a hook; if it is not there, minus one minus where it would be. */
    static <T> int find(List<T> ranked, Function<? super T, HookInfo> infoOf, HookInfo info) {
        int low = 0;
        int high = ranked.size() - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int order = HookOrder.BY_RANK.compare(infoOf.apply(ranked.get(middle)), info);
            if (order == 0) {
                return middle;
            }
            if (order < 0) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return -low - 1;
    }
}
