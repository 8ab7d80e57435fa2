package io.hookline.core.internal.live;

import io.hookline.api.runtime.RefusalReason;
import io.hookline.core.internal.chain.ChainedHook;
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
        if (!info.types().contains(contract.getName())) {
            return new HookEntry.Refusal(
                    RefusalReason.WRONG_CONTRACT,
                    "hook point " + info.point() + " expects a service of type " + contract.getName()
                            + ", this one is registered as " + String.join(", ", info.types()));
        }
        ChainedHook hook = entry.chained();
        if (hook != null && !contract.isInstance(hook.service())) {
            return new HookEntry.Refusal(
                    RefusalReason.WRONG_CONTRACT,
                    "the service implements " + contract.getName() + " from another class loader than hook point "
                            + info.point() + ": expected " + contract.getClassLoader() + ", found "
                            + hook.service().getClass().getClassLoader()
                            + "; the plugin must import the contract's package from the host, not contain a copy");
        }
        return null;
    }
}
