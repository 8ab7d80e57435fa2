package io.hookline.engine.internal.live;

import io.hookline.api.runtime.RefusalReason;
import io.hookline.common.text.NearestNames;
import io.hookline.engine.HookInfo;
import io.hookline.engine.internal.contract.ContractCheck;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Decides whether a hook may be at its point, except for the order, which the chain decides. */
final class EligibilityCheck {

    /** The points that hook:torture opens while it runs. */
    private static final String INTERNAL = "torture.";

    private static final int MOST_NAMES = 50;

    private final ContractCheck contracts;

    EligibilityCheck(ContractCheck contracts) {
        this.contracts = contracts;
    }

    /**
     * Checks a hook's properties, its types, and its service if it was fetched.
     *
     * @param point the point that it names, or null if it is not open
     * @param open names of all open points, for messages
     * @return null if it may
     */
    HookEntry.@Nullable Refusal check(HookEntry entry, @Nullable Point<?> point, Set<String> open) {
        HookInfo info = entry.info();
        if (!info.problems().isEmpty()) {
            return new HookEntry.Refusal(RefusalReason.BAD_PROPERTY, String.join("; ", info.problems()));
        }
        if (point == null) {
            return new HookEntry.Refusal(RefusalReason.UNKNOWN_POINT, unknown(info.point(), open));
        }
        String breach = entry.contractBreach();
        if (breach != null) {
            return new HookEntry.Refusal(RefusalReason.CONTRACT_BROKEN, breach);
        }
        Class<?> contract = point.spec().contract();
        String problem = ofTypes(point, info.types());
        if (problem == null) {
            problem = entry.mismatch(contracts, info.point(), contract);
        }
        return problem == null ? null : new HookEntry.Refusal(RefusalReason.WRONG_CONTRACT, problem);
    }

    /** Checks the names under which a hook is, or will be, registered; null if they fit the point's contract. */
    @Nullable
    String ofTypes(Point<?> point, List<String> types) {
        return contracts.ofTypes(point.spec().name(), point.spec().contract(), types);
    }

    /** The open point that may have been meant by a name, or null. */
    static @Nullable String nearest(String point, Set<String> open) {
        return NearestNames.closest(point, offered(open)).orElse(null);
    }

    private static String unknown(String point, Set<String> open) {
        String nearest = nearest(point, open);
        return "no hook point " + point + " is open" + (nearest == null ? "." : "; did you mean " + nearest + "?")
                + " Open points: "
                + shown(offered(open));
    }

    /** The points that may be meant. Those of the product's own tests are not offered. */
    private static List<String> offered(Set<String> open) {
        return open.stream().filter(name -> !name.startsWith(INTERNAL)).sorted().toList();
    }

    private static String shown(List<String> open) {
        if (open.isEmpty()) {
            return "none";
        }
        String first = open.stream().limit(MOST_NAMES).collect(Collectors.joining(", "));
        return open.size() > MOST_NAMES ? first + " and " + (open.size() - MOST_NAMES) + " more" : first;
    }

    /**
     * Checks the unsettled hooks of some points, and marks them as refused or accepted.
     *
     * @param again whether a failed activation may be tried again
     */
    void checkAll(Set<String> concerned, PointTable points, HookEntries entries, boolean again) {
        for (String name : concerned) {
            Point<?> point = points.get(name);
            for (HookEntry entry : entries.at(name).unsettled()) {
                HookEntry.Refusal before = entry.refusal();
                boolean failed = before != null && before.reason() == RefusalReason.ACTIVATION_FAILED;
                if (failed && !again && point != null) {
                    continue;
                }
                HookEntry.Refusal refusal = check(entry, point, points.names());
                if (refusal == null) {
                    entry.accept();
                } else {
                    entry.refuse(refusal.reason(), refusal.detail());
                }
            }
        }
    }
}
