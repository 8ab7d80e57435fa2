package io.hookline.gateway.internal.balance;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Chooses targets in turn, by weight. The turns are laid out ahead so that those of one target are apart from each
 * other: at each turn every target gains its weight, the richest one is chosen and pays the sum ("smooth weighted
 * round-robin" of nginx).
 */
final class RoundRobin<T extends BalancedTarget> implements Balancer<T> {

    private final List<T> turns;
    private final AtomicInteger next;

    RoundRobin(List<? extends T> targets, int[] weights) {
        this(targets, weights, 0);
    }

    /** Begins with a turn. */
    RoundRobin(List<? extends T> targets, int[] weights, int first) {
        this.turns = turns(targets, weights);
        this.next = new AtomicInteger(first);
    }

    @Override
    public @Nullable T choose(Predicate<? super T> allowed, List<? super T> tried) {
        // A repetition takes no turn: the next request would meet the same target again.
        int turnOf = tried.isEmpty() ? next.getAndIncrement() : next.get();
        int start = Math.floorMod(turnOf, turns.size());
        for (int i = 0; i < turns.size(); i++) {
            int turn = start + i;
            T target = turns.get(turn < turns.size() ? turn : turn - turns.size());
            if (allowed.test(target) && !tried.contains(target)) {
                return target;
            }
        }
        return null;
    }

    private static <T> List<T> turns(List<? extends T> targets, int[] weights) {
        int divisor = 0;
        int sum = 0;
        for (int weight : weights) {
            divisor = greatestDivisor(weight, divisor);
            sum += weight;
        }
        List<T> turns = new ArrayList<>(sum / divisor);
        int[] gained = new int[weights.length];
        for (int turn = 0; turn < sum / divisor; turn++) {
            int richest = 0;
            for (int i = 0; i < weights.length; i++) {
                gained[i] += weights[i];
                if (gained[i] > gained[richest]) {
                    richest = i;
                }
            }
            gained[richest] -= sum;
            turns.add(targets.get(richest));
        }
        return List.copyOf(turns);
    }

    private static int greatestDivisor(int one, int other) {
        return other == 0 ? one : greatestDivisor(other, one % other);
    }
}
