package io.hookline.engine.internal.order;

import io.hookline.engine.HookInfo;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * The total order of one point's hooks, and the reasons for it. Immutable.
 *
 * <p>Ranking descending, then service id ascending; bent by the hooks' before and after constraints. Of all orders that
 * grant every constraint it is the one that, at each place from the front, takes the hook that ranks highest (Kahn's
 * topological sort, 1962, with a priority queue). Where constraints contradict each other, the youngest hook of the
 * shortest cycle is refused, until no cycle is left: what came first stays.
 */
public final class HookOrder {

    /** Ranking descending, then service id ascending. */
    static final Comparator<HookInfo> BY_RANK =
            Comparator.comparingInt(HookInfo::ranking).reversed().thenComparingLong(HookInfo::id);

    private final List<HookInfo> sorted;
    private final Map<HookInfo, String> refused;
    private final ConstraintGraph graph;

    private HookOrder(List<HookInfo> sorted, Map<HookInfo, String> refused, ConstraintGraph graph) {
        this.sorted = sorted;
        this.refused = refused;
        this.graph = graph;
    }

    /** Puts hooks, in any sequence, into their order. */
    public static HookOrder of(List<HookInfo> hooks) {
        List<HookInfo> candidates = new ArrayList<>(hooks);
        candidates.sort(BY_RANK);
        Map<HookInfo, String> refused = new LinkedHashMap<>();
        while (true) {
            ConstraintGraph graph = ConstraintGraph.of(candidates);
            int[] places = sort(graph);
            if (places.length == candidates.size()) {
                List<HookInfo> sorted =
                        Arrays.stream(places).mapToObj(graph::hook).toList();
                return new HookOrder(sorted, Collections.unmodifiableMap(refused), graph);
            }
            List<Integer> cycle = graph.shortestCycle();
            HookInfo youngest = cycle.stream()
                    .map(graph::hook)
                    .max(Comparator.comparingLong(HookInfo::id))
                    .orElseThrow();
            refused.put(youngest, graph.describe(cycle));
            candidates.remove(youngest);
        }
    }

    /** The hooks in order. */
    public List<HookInfo> sorted() {
        return sorted;
    }

    /** The hooks that take part in a cycle of constraints, each with the shortest cycle in words. */
    public Map<HookInfo, String> refused() {
        return refused;
    }

    /** Why one of two hooks of this order stands ahead of the other; they must not be the same. */
    public Explanation explain(HookInfo one, HookInfo other) {
        int a = graph.index(one);
        int b = graph.index(other);
        boolean swap = sorted.indexOf(one) > sorted.indexOf(other);
        return swap ? explainOrdered(b, a) : explainOrdered(a, b);
    }

    private Explanation explainOrdered(int first, int second) {
        Optional<List<Constraint>> path = graph.path(first, second);
        HookInfo ahead = graph.hook(first);
        HookInfo behind = graph.hook(second);
        if (path.isPresent()) {
            return new Explanation(ahead, behind, "before and after constraints", path.get());
        }
        int blocker = blockerOf(second, first);
        if (blocker == second) {
            return new Explanation(ahead, behind, ranked(ahead, behind), List.of());
        }
        HookInfo waitedFor = graph.hook(blocker);
        return new Explanation(
                ahead,
                behind,
                behind.label() + " waits for " + waitedFor.label() + ", and of " + ahead.label() + " and "
                        + waitedFor.label() + " " + ranked(ahead, waitedFor),
                graph.path(blocker, second).orElse(List.of()));
    }

    /** The hook that {@code waiting} had to wait for when {@code placed} got its place: itself if it was free. */
    private int blockerOf(int waiting, int placed) {
        int place = sorted.indexOf(graph.hook(placed));
        int blocker = waiting;
        boolean blocked = true;
        while (blocked) {
            blocked = false;
            for (Constraint constraint : graph.constraintsBefore(blocker)) {
                if (sorted.indexOf(constraint.ahead()) > place) {
                    blocker = graph.index(constraint.ahead());
                    blocked = true;
                    break;
                }
            }
        }
        return blocker;
    }

    private static String ranked(HookInfo ahead, HookInfo behind) {
        return ahead.ranking() != behind.ranking()
                ? "ranking decides: " + ahead.ranking() + " is higher than " + behind.ranking()
                : "age decides: both rank " + ahead.ranking() + ", service " + ahead.id() + " is older than "
                        + behind.id();
    }

    private static int[] sort(ConstraintGraph graph) {
        int size = graph.size();
        int[] open = new int[size];
        PriorityQueue<Integer> free = new PriorityQueue<>();
        for (int i = 0; i < size; i++) {
            open[i] = graph.constraintsBefore(i).size();
            if (open[i] == 0) {
                free.add(i);
            }
        }
        int[] places = new int[size];
        int placed = 0;
        while (!free.isEmpty()) {
            int next = free.remove();
            places[placed++] = next;
            for (Constraint constraint : graph.constraintsAfter(next)) {
                int behind = graph.index(constraint.behind());
                if (--open[behind] == 0) {
                    free.add(behind);
                }
            }
        }
        return Arrays.copyOf(places, placed);
    }

    /**
     * A constraint between two hooks that are both there.
     *
     * @param ahead the one to stand ahead
     * @param behind the one to stand behind
     * @param declaredBy the one of the two that asked
     */
    public record Constraint(HookInfo ahead, HookInfo behind, HookInfo declaredBy) {}

    /**
     * Why one hook stands ahead of another.
     *
     * @param first the one ahead
     * @param second the one behind
     * @param rule what decided, in words
     * @param constraints the constraints that decided, as a path; empty if ranking or age did alone
     */
    public record Explanation(HookInfo first, HookInfo second, String rule, List<Constraint> constraints) {}

    /** The constraints as a graph over hooks that are numbered by rank. */
    private static final class ConstraintGraph {

        private final List<HookInfo> hooks;
        private final Map<HookInfo, Integer> indexes = new HashMap<>();
        private final List<List<Constraint>> ahead = new ArrayList<>();
        private final List<List<Constraint>> behind = new ArrayList<>();

        private ConstraintGraph(List<HookInfo> hooks) {
            this.hooks = hooks;
        }

        static ConstraintGraph of(List<HookInfo> rankedHooks) {
            ConstraintGraph graph = new ConstraintGraph(List.copyOf(rankedHooks));
            Map<String, List<HookInfo>> byName = new HashMap<>();
            for (HookInfo hook : graph.hooks) {
                graph.indexes.put(hook, graph.indexes.size());
                graph.ahead.add(new ArrayList<>());
                graph.behind.add(new ArrayList<>());
                byName.computeIfAbsent(hook.plugin(), name -> new ArrayList<>()).add(hook);
                if (!hook.name().equals(hook.plugin())) {
                    byName.computeIfAbsent(hook.name(), name -> new ArrayList<>())
                            .add(hook);
                }
            }
            for (HookInfo hook : graph.hooks) {
                hook.before().forEach(name -> byName.getOrDefault(name, List.of())
                        .forEach(other -> graph.add(new Constraint(hook, other, hook))));
                hook.after().forEach(name -> byName.getOrDefault(name, List.of())
                        .forEach(other -> graph.add(new Constraint(other, hook, hook))));
            }
            return graph;
        }

        private void add(Constraint constraint) {
            if (!constraint.ahead().equals(constraint.behind())) {
                behind.get(index(constraint.ahead())).add(constraint);
                ahead.get(index(constraint.behind())).add(constraint);
            }
        }

        int size() {
            return hooks.size();
        }

        HookInfo hook(int index) {
            return hooks.get(index);
        }

        int index(HookInfo hook) {
            Integer index = indexes.get(hook);
            if (index == null) {
                throw new IllegalArgumentException(hook.label() + " is not in this order");
            }
            return index;
        }

        /** The constraints for something to stand ahead of this hook. */
        List<Constraint> constraintsBefore(int index) {
            return ahead.get(index);
        }

        /** The constraints for something to stand behind this hook. */
        List<Constraint> constraintsAfter(int index) {
            return behind.get(index);
        }

        /** The shortest path of constraints from one hook to another, or back to itself; breadth first. */
        Optional<List<Constraint>> path(int from, int to) {
            @Nullable Constraint[] reachedBy = new @Nullable Constraint[size()];
            Deque<Integer> queue = new ArrayDeque<>(List.of(from));
            while (!queue.isEmpty()) {
                for (Constraint constraint : constraintsAfter(queue.remove())) {
                    int next = index(constraint.behind());
                    if (reachedBy[next] == null) {
                        reachedBy[next] = constraint;
                        if (next == to) {
                            return Optional.of(trace(reachedBy, from, to));
                        }
                        queue.add(next);
                    }
                }
            }
            return Optional.empty();
        }

        private List<Constraint> trace(@Nullable Constraint[] reachedBy, int from, int to) {
            Deque<Constraint> path = new ArrayDeque<>();
            int at = to;
            do {
                Constraint constraint = reachedBy[at];
                if (constraint == null) {
                    throw new IllegalStateException("no constraint leads to " + hook(at).label());
                }
                path.addFirst(constraint);
                at = index(constraint.ahead());
            } while (at != from);
            return List.copyOf(path);
        }

        List<Integer> shortestCycle() {
            List<Integer> shortest = List.of();
            for (int i = 0; i < size(); i++) {
                List<Integer> cycle = path(i, i)
                        .map(constraints -> constraints.stream()
                                .map(constraint -> index(constraint.ahead()))
                                .toList())
                        .orElse(List.of());
                if (!cycle.isEmpty() && (shortest.isEmpty() || cycle.size() < shortest.size())) {
                    shortest = cycle;
                }
            }
            return shortest;
        }

        String describe(List<Integer> cycle) {
            StringBuilder text = new StringBuilder("before and after constraints go in a circle: ");
            cycle.forEach(index -> text.append(hook(index).label()).append(" ahead of "));
            return text.append(hook(cycle.get(0)).label()).toString();
        }
    }
}
