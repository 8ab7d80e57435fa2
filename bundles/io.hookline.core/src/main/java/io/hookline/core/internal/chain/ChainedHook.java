package io.hookline.core.internal.chain;

import io.hookline.core.internal.contract.ContractMethod;
import io.hookline.core.internal.order.HookInfo;
import org.jspecify.annotations.Nullable;

/**
 * A hook as a chain holds it.
 *
 * @param info what its service says about it
 * @param service the hook itself
 * @param record its counts, shared by all chains it stands in
 */
public record ChainedHook(HookInfo info, Object service, HookRecord record) {

    /**
     * Calls a method of the hook and counts the call.
     *
     * @throws Throwable what the hook threw
     */
    @Nullable
    Object call(ContractMethod method, @Nullable Object[] arguments) throws Throwable {
        record.called();
        return method.invoke(service, arguments);
    }
}
