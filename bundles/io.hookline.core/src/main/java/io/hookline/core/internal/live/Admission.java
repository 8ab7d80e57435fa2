package io.hookline.core.internal.live;

import io.hookline.api.runtime.RefusalReason;
import io.hookline.core.internal.contract.ContractCheck;
import io.hookline.core.internal.order.HookInfo;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Decides whether a hook may stand at its point, but for the order, which the chain decides. */
final class Admission {

    private Admission() {}

    /**
     * Judges a hook by its properties, its types, and its service if it was fetched.
     *
     * @param point the point that it names, or null if it is not open
     * @param open names of all open points, for the words of a refusal
     * @return null if it may
     */
    static HookEntry.@Nullable Refusal judge(HookEntry entry, @Nullable Point<?> point, Set<String> open) {
        HookInfo info = entry.info();
        if (!info.problems().isEmpty()) {
            return new HookEntry.Refusal(RefusalReason.BAD_PROPERTY, String.join("; ", info.problems()));
        }
        if (point == null) {
            return new HookEntry.Refusal(
                    RefusalReason.UNKNOWN_POINT,
                    "no hook point " + info.point() + " is open; open points: "
                            + (open.isEmpty() ? "none" : String.join(", ", open)));
        }
        String breach = entry.contractBreach();
        if (breach != null) {
            return new HookEntry.Refusal(RefusalReason.CONTRACT_BROKEN, breach);
        }
        Class<?> contract = point.spec().contract();
        String problem = ContractCheck.ofTypes(info.point(), contract, info.types());
        if (problem == null) {
            problem = entry.misfit(info.point(), contract);
        }
        return problem == null ? null : new HookEntry.Refusal(RefusalReason.WRONG_CONTRACT, problem);
    }
}
