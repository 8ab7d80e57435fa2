package io.hookline.engine.internal.order;

import io.hookline.engine.HookInfo;
import io.hookline.engine.internal.order.HookOrder.Constraint;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;

/**
 * The constraints between hooks as a graph over their places by rank. Only hooks that have constraints, or that one
 * names, take part in it, so that a long chain without constraints costs no more than a list.
 */
final class ConstraintGraph {

    private final List<HookInfo> hooks;
    private final boolean asked;
    private final Map<Integer, List<Edge>> ahead = new HashMap<>();
    private final Map<Integer, List<Edge>> behind = new HashMap<>();

    /**
     * The constraints of hooks.
     *
     * @param hooks sorted by rank
     */
    ConstraintGraph(List<HookInfo> hooks) {
        this.hooks = hooks;
        Set<String> wanted = new HashSet<>();
        List<Integer> asking = new ArrayList<>();
        for (int i = 0; i < hooks.size(); i++) {
            HookInfo hook = hooks.get(i);
            if (!hook.before().isEmpty() || !hook.after().isEmpty()) {
                asking.add(i);
                wanted.addAll(hook.before());
                wanted.addAll(hook.after());
            }
        }
        this.asked = !asking.isEmpty();
        if (asked) {
            add(asking, byName(wanted));
        }
    }

    private ConstraintGraph(List<HookInfo> hooks, boolean asked) {
        this.hooks = hooks;
        this.asked = asked;
    }

    /** The graph of hooks that have no constraints. */
    static ConstraintGraph without(List<HookInfo> hooks) {
        return new ConstraintGraph(hooks, false);
    }

    /** Whether a hook has constraints, even if they name no hook that is there. */
    boolean isAsked() {
        return asked;
    }

    private Map<String, List<Integer>> byName(Set<String> wanted) {
        Map<String, List<Integer>> byName = new HashMap<>();
        for (int i = 0; i < hooks.size(); i++) {
            String plugin = hooks.get(i).plugin();
            String name = hooks.get(i).name();
            if (wanted.contains(plugin)) {
                byName.computeIfAbsent(plugin, first -> new ArrayList<>()).add(i);
            }
            if (!name.equals(plugin) && wanted.contains(name)) {
                byName.computeIfAbsent(name, first -> new ArrayList<>()).add(i);
            }
        }
        return byName;
    }

    private void add(List<Integer> asking, Map<String, List<Integer>> byName) {
        for (int hook : asking) {
            for (String name : hooks.get(hook).before()) {
                byName.getOrDefault(name, List.of()).forEach(other -> add(hook, other, hook));
            }
            for (String name : hooks.get(hook).after()) {
                byName.getOrDefault(name, List.of()).forEach(other -> add(other, hook, hook));
            }
        }
    }

    private void add(int first, int second, int declaredBy) {
        if (first != second) {
            Constraint constraint = new Constraint(hooks.get(first), hooks.get(second), hooks.get(declaredBy));
            Edge edge = new Edge(first, second, constraint);
            behind.computeIfAbsent(first, one -> new ArrayList<>()).add(edge);
            ahead.computeIfAbsent(second, one -> new ArrayList<>()).add(edge);
        }
    }

    boolean isEmpty() {
        return behind.isEmpty();
    }

    HookInfo hook(int index) {
        return hooks.get(index);
    }

    int index(HookInfo hook) {
        int index = hooks.indexOf(hook);
        if (index < 0) {
            throw new IllegalArgumentException(hook.label() + " is not in this order");
        }
        return index;
    }

    /** The constraints for something to stand ahead of this hook. */
    List<Edge> constraintsBefore(int index) {
        return ahead.getOrDefault(index, List.of());
    }

    /**
     * The places by rank of the hooks in their order; fewer than there are hooks if some are in a cycle.
     *
     * <p>Hooks that wait for no other are taken as they rank. Those that others have released since stand in a queue.
     */
    int[] sort() {
        int size = hooks.size();
        Map<Integer, Integer> open = new HashMap<>();
        BitSet waiting = new BitSet(size);
        ahead.forEach((index, edges) -> {
            open.put(index, edges.size());
            waiting.set(index);
        });
        PriorityQueue<Integer> released = new PriorityQueue<>();
        int[] places = new int[size];
        int placed = 0;
        int free = waiting.nextClearBit(0);
        while (free < size || !released.isEmpty()) {
            Integer first = released.peek();
            int next;
            if (first != null && (free >= size || first < free)) {
                next = released.remove();
            } else {
                next = free;
                free = waiting.nextClearBit(free + 1);
            }
            places[placed++] = next;
            for (Edge edge : behind.getOrDefault(next, List.of())) {
                if (open.merge(edge.behind, -1, Integer::sum) == 0) {
                    released.add(edge.behind);
                }
            }
        }
        return Arrays.copyOf(places, placed);
    }

    /** The shortest path of constraints from one hook to another, or back to itself; breadth first. */
    Optional<List<Edge>> path(int from, int to) {
        Map<Integer, Edge> reachedBy = new HashMap<>();
        Deque<Integer> queue = new ArrayDeque<>(List.of(from));
        while (!queue.isEmpty()) {
            for (Edge edge : behind.getOrDefault(queue.remove(), List.of())) {
                if (reachedBy.putIfAbsent(edge.behind, edge) == null) {
                    if (edge.behind == to) {
                        return Optional.of(trace(reachedBy, from, to));
                    }
                    queue.add(edge.behind);
                }
            }
        }
        return Optional.empty();
    }

    private List<Edge> trace(Map<Integer, Edge> reachedBy, int from, int to) {
        Deque<Edge> path = new ArrayDeque<>();
        int at = to;
        do {
            Edge edge = reachedBy.get(at);
            if (edge == null) {
                throw new IllegalStateException("no constraint leads to " + hook(at).label());
            }
            path.addFirst(edge);
            at = edge.ahead;
        } while (at != from);
        return List.copyOf(path);
    }

    List<Integer> shortestCycle() {
        List<Integer> shortest = List.of();
        for (int index : behind.keySet().stream().sorted().toList()) {
            List<Integer> cycle = path(index, index)
                    .map(edges -> edges.stream().map(Edge::ahead).toList())
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

    /**
     * A constraint between hooks by their places.
     *
     * @param ahead the one to stand ahead
     * @param behind the one to stand behind
     */
    record Edge(int ahead, int behind, Constraint constraint) {}
}
