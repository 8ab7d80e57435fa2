package io.hookline.engine.internal.order;

import io.hookline.engine.HookInfo;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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
    public static final Comparator<HookInfo> BY_RANK = (one, other) -> one.ranking() != other.ranking()
            ? Integer.compare(other.ranking(), one.ranking())
            : Long.compare(one.id(), other.id());

    private static final int[] AS_RANKED = {};

    private final List<HookInfo> sorted;
    private final int[] places;
    private final Map<HookInfo, String> refused;
    private final ConstraintGraph graph;

    private HookOrder(List<HookInfo> sorted, int[] places, Map<HookInfo, String> refused, ConstraintGraph graph) {
        this.sorted = sorted;
        this.places = places;
        this.refused = refused;
        this.graph = graph;
    }

    /** Puts hooks, in any sequence, into their order. */
    public static HookOrder of(List<HookInfo> hooks) {
        List<HookInfo> ranked = new ArrayList<>(hooks);
        ranked.sort(BY_RANK);
        return ofRanked(ranked);
    }

    /**
     * Puts hooks into their order.
     *
     * @param ranked the hooks, sorted {@link #BY_RANK}
     */
    public static HookOrder ofRanked(List<HookInfo> ranked) {
        List<HookInfo> candidates = List.copyOf(ranked);
        Map<HookInfo, String> refused = new LinkedHashMap<>();
        while (true) {
            ConstraintGraph graph = new ConstraintGraph(candidates);
            if (graph.isEmpty()) {
                return new HookOrder(candidates, AS_RANKED, Collections.unmodifiableMap(refused), graph);
            }
            int[] places = graph.sort();
            if (places.length == candidates.size()) {
                List<HookInfo> sorted =
                        Arrays.stream(places).mapToObj(graph::hook).toList();
                return new HookOrder(sorted, places, Collections.unmodifiableMap(refused), graph);
            }
            List<Integer> cycle = graph.shortestCycle();
            HookInfo youngest = cycle.stream()
                    .map(graph::hook)
                    .max(Comparator.comparingLong(HookInfo::id))
                    .orElseThrow();
            refused.put(youngest, graph.describe(cycle));
            candidates = candidates.stream()
                    .filter(hook -> hook.id() != youngest.id())
                    .toList();
        }
    }

    /**
     * The order of hooks that are known to have no constraints.
     *
     * @param ranked the hooks, sorted {@link #BY_RANK}
     */
    public static HookOrder unconstrained(List<HookInfo> ranked) {
        List<HookInfo> hooks = List.copyOf(ranked);
        return new HookOrder(hooks, AS_RANKED, Map.of(), ConstraintGraph.without(hooks));
    }

    /** Whether no hook has constraints, so that another one without them changes nothing but its own place. */
    public boolean isUnconstrained() {
        return !graph.isAsked();
    }

    /** The hooks in order. */
    public List<HookInfo> sorted() {
        return sorted;
    }

    /**
     * The place that the hook at a position of this order has among the ranked hooks that it was made of, if none was
     * refused.
     */
    public int rankedPlace(int position) {
        return places.length == 0 ? position : places[position];
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
        Optional<List<Constraint>> path = constraints(first, second);
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
                constraints(blocker, second).orElse(List.of()));
    }

    private Optional<List<Constraint>> constraints(int from, int to) {
        return graph.path(from, to)
                .map(edges ->
                        edges.stream().map(ConstraintGraph.Edge::constraint).toList());
    }

    /** The hook that {@code waiting} had to wait for when {@code placed} got its place: itself if it was free. */
    private int blockerOf(int waiting, int placed) {
        int place = sorted.indexOf(graph.hook(placed));
        int blocker = waiting;
        boolean blocked = true;
        while (blocked) {
            blocked = false;
            for (ConstraintGraph.Edge edge : graph.constraintsBefore(blocker)) {
                if (sorted.indexOf(graph.hook(edge.ahead())) > place) {
                    blocker = edge.ahead();
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
}
