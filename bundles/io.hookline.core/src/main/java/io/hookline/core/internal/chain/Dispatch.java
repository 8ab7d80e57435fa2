package io.hookline.core.internal.chain;

import io.hookline.core.internal.contract.ContractMethod;
import org.jspecify.annotations.Nullable;

/**
 * How a chain is called: the readable loop today, a class compiled for the chain next to it tomorrow. All
 * implementations pass the same tests.
 */
public interface Dispatch {

    /**
     * Runs a contract's method over the chain, composed as the method states.
     *
     * @throws Throwable what the host's caller is to see
     */
    @Nullable
    Object call(ContractMethod method, @Nullable Object[] arguments) throws Throwable;
}
