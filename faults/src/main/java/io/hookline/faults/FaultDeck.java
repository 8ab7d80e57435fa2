package io.hookline.faults;

import io.hookline.faults.fault.Fault;
import io.hookline.faults.fault.FaultCatalogue;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * The endless sequence of faults of a campaign. The seed alone decides it, not how long steps take. Used by one thread.
 */
final class FaultDeck {

    private final long seed;
    private final List<Fault> chosen;
    private final Random order;
    private final Map<String, Integer> dealt = new HashMap<>();
    private final Deque<Fault> round = new ArrayDeque<>();

    /**
     * With the faults whose names begin with one of the given texts; with all if there is none.
     *
     * @throws IllegalArgumentException if no name begins with one of the texts; the message is for the user
     */
    FaultDeck(long seed, List<String> only) {
        this.seed = seed;
        this.order = new Random(seed);
        this.chosen = new ArrayList<>();
        for (String beginning : only) {
            List<Fault> found = FaultCatalogue.all().stream()
                    .filter(fault -> fault.name().startsWith(beginning))
                    .toList();
            if (found.isEmpty()) {
                throw new IllegalArgumentException(
                        "no fault's name begins with \"" + beginning + "\"; there are " + namesLike(beginning));
            }
            chosen.addAll(found);
        }
    }

    /** The next fault. */
    Fault next() {
        if (round.isEmpty()) {
            round.addAll(chosen.isEmpty() ? FaultCatalogue.round(order) : chosen);
        }
        Fault fault = round.remove();
        dealt.merge(fault.name(), 1, Integer::sum);
        return fault;
    }

    /**
     * The random numbers for the fault that was dealt last. They depend on the seed, the fault's name and how often it
     * was dealt, so that {@code --only} repeats them.
     */
    Random randomOf(Fault fault) {
        int times = dealt.getOrDefault(fault.name(), 0);
        return new Random(seed * 1_000_003 + fault.name().hashCode() * 31L + times);
    }

    /** The names of the same family; the families, such as {@code damage.*}, if there is none. */
    private static String namesLike(String beginning) {
        List<String> names = FaultCatalogue.all().stream().map(Fault::name).toList();
        String family = family(beginning);
        List<String> same = names.stream()
                .filter(name -> family(name).equals(family) && !family.equals("damage"))
                .toList();
        return String.join(
                ", ",
                same.isEmpty()
                        ? names.stream()
                                .map(name -> family(name) + ".*")
                                .distinct()
                                .toList()
                        : same);
    }

    private static String family(String name) {
        return name.substring(0, name.indexOf('.') < 0 ? name.length() : name.indexOf('.'));
    }
}
