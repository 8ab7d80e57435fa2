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
 * <p>Ranking descending, then service id ascending; bent by the hooks' before and after wishes. Of all orders that grant
 * every wish it is the one that, at each place from the front, takes the hook that ranks highest (Kahn's topological
 * sort, 1962, with a priority queue). Where wishes contradict each other, the youngest hook of the shortest cycle is
 * refused, until no cycle is left: what came first stays.
 */
public final class HookOrder {

    /** Ranking descending, then service id ascending. */
    static final Comparator<HookInfo> BY_RANK =
            Comparator.comparingInt(HookInfo::ranking).reversed().thenComparingLong(HookInfo::id);

    private final List<HookInfo> sorted;
    private final Map<HookInfo, String> refused;
    private final WishGraph graph;

    private HookOrder(List<HookInfo> sorted, Map<HookInfo, String> refused, WishGraph graph) {
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
            WishGraph graph = WishGraph.of(candidates);
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

    /** The hooks that take part in a cycle of wishes, each with the shortest cycle in words. */
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
        Optional<List<Wish>> path = graph.path(first, second);
        HookInfo ahead = graph.hook(first);
        HookInfo behind = graph.hook(second);
        if (path.isPresent()) {
            return new Explanation(ahead, behind, "before and after wishes", path.get());
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
            for (Wish wish : graph.wishesBefore(blocker)) {
                if (sorted.indexOf(wish.ahead()) > place) {
                    blocker = graph.index(wish.ahead());
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

    private static int[] sort(WishGraph graph) {
        int size = graph.size();
        int[] open = new int[size];
        PriorityQueue<Integer> free = new PriorityQueue<>();
        for (int i = 0; i < size; i++) {
            open[i] = graph.wishesBefore(i).size();
            if (open[i] == 0) {
                free.add(i);
            }
        }
        int[] places = new int[size];
        int placed = 0;
        while (!free.isEmpty()) {
            int next = free.remove();
            places[placed++] = next;
            for (Wish wish : graph.wishesAfter(next)) {
                int behind = graph.index(wish.behind());
                if (--open[behind] == 0) {
                    free.add(behind);
                }
            }
        }
        return Arrays.copyOf(places, placed);
    }

    /**
     * A wish between two hooks that are both there.
     *
     * @param ahead the one to stand ahead
     * @param behind the one to stand behind
     * @param declaredBy the one of the two that asked
     */
    public record Wish(HookInfo ahead, HookInfo behind, HookInfo declaredBy) {}

    /**
     * Why one hook stands ahead of another.
     *
     * @param first the one ahead
     * @param second the one behind
     * @param rule what decided, in words
     * @param wishes the wishes that decided, as a path; empty if ranking or age did alone
     */
    public record Explanation(HookInfo first, HookInfo second, String rule, List<Wish> wishes) {}

    /** The wishes as a graph over hooks that are numbered by rank. */
    private static final class WishGraph {

        private final List<HookInfo> hooks;
        private final Map<HookInfo, Integer> indexes = new HashMap<>();
        private final List<List<Wish>> ahead = new ArrayList<>();
        private final List<List<Wish>> behind = new ArrayList<>();

        private WishGraph(List<HookInfo> hooks) {
            this.hooks = hooks;
        }

        static WishGraph of(List<HookInfo> rankedHooks) {
            WishGraph graph = new WishGraph(List.copyOf(rankedHooks));
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
                        .forEach(other -> graph.add(new Wish(hook, other, hook))));
                hook.after().forEach(name -> byName.getOrDefault(name, List.of())
                        .forEach(other -> graph.add(new Wish(other, hook, hook))));
            }
            return graph;
        }

        private void add(Wish wish) {
            if (!wish.ahead().equals(wish.behind())) {
                behind.get(index(wish.ahead())).add(wish);
                ahead.get(index(wish.behind())).add(wish);
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

        /** The wishes for something to stand ahead of this hook. */
        List<Wish> wishesBefore(int index) {
            return ahead.get(index);
        }

        /** The wishes for something to stand behind this hook. */
        List<Wish> wishesAfter(int index) {
            return behind.get(index);
        }

        /** The shortest path of wishes from one hook to another, or back to itself; breadth first. */
        Optional<List<Wish>> path(int from, int to) {
            @Nullable Wish[] reachedBy = new @Nullable Wish[size()];
            Deque<Integer> queue = new ArrayDeque<>(List.of(from));
            while (!queue.isEmpty()) {
                for (Wish wish : wishesAfter(queue.remove())) {
                    int next = index(wish.behind());
                    if (reachedBy[next] == null) {
                        reachedBy[next] = wish;
                        if (next == to) {
                            return Optional.of(trace(reachedBy, from, to));
                        }
                        queue.add(next);
                    }
                }
            }
            return Optional.empty();
        }

        private List<Wish> trace(@Nullable Wish[] reachedBy, int from, int to) {
            Deque<Wish> path = new ArrayDeque<>();
            int at = to;
            do {
                Wish wish = reachedBy[at];
                if (wish == null) {
                    throw new IllegalStateException("no wish leads to " + hook(at).label());
                }
                path.addFirst(wish);
                at = index(wish.ahead());
            } while (at != from);
            return List.copyOf(path);
        }

        List<Integer> shortestCycle() {
            List<Integer> shortest = List.of();
            for (int i = 0; i < size(); i++) {
                List<Integer> cycle = path(i, i)
                        .map(wishes ->
                                wishes.stream().map(wish -> index(wish.ahead())).toList())
                        .orElse(List.of());
                if (!cycle.isEmpty() && (shortest.isEmpty() || cycle.size() < shortest.size())) {
                    shortest = cycle;
                }
            }
            return shortest;
        }

        String describe(List<Integer> cycle) {
            StringBuilder text = new StringBuilder("before and after wishes go in a circle: ");
            cycle.forEach(index -> text.append(hook(index).label()).append(" ahead of "));
            return text.append(hook(cycle.get(0)).label()).toString();
        }
    }
}
