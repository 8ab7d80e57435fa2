package io.hookline.gateway.internal.balance;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Chooses the target with the fewest requests in flight for its weight; among equal ones in turn. */
final class LeastConnections<T extends BalancedTarget> implements Balancer<T> {

    private final List<T> targets;
    private final int[] weights;
    private final AtomicInteger next = new AtomicInteger();

    LeastConnections(List<? extends T> targets, int[] weights) {
        this.targets = List.copyOf(targets);
        this.weights = weights.clone();
    }

    @Override
    public @Nullable T choose(Predicate<? super T> allowed, List<? super T> tried) {
        // A repetition takes no turn: the next request would meet the same target again.
        int turnOf = tried.isEmpty() ? next.getAndIncrement() : next.get();
        int start = Math.floorMod(turnOf, targets.size());
        T best = null;
        long bestLoad = 0;
        long bestWeight = 1;
        for (int i = 0; i < targets.size(); i++) {
            int index = (start + i) % targets.size();
            T target = targets.get(index);
            if (!allowed.test(target) || tried.contains(target)) {
                continue;
            }
            // The load that it would have with one more request, for each unit of its weight.
            long load = target.inFlight() + 1L;
            if (best == null || load * bestWeight < bestLoad * weights[index]) {
                best = target;
                bestLoad = load;
                bestWeight = weights[index];
            }
        }
        return best;
    }
}
