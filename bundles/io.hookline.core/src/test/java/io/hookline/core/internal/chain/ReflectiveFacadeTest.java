package io.hookline.core.internal.chain;

import io.hookline.core.internal.compile.ReflectiveFacade;
import io.hookline.core.internal.contract.Contract;
import io.hookline.core.internal.generation.Leases;

class ReflectiveFacadeTest extends ChainBodyContractTest {

    @Override
    <T> T called(Contract<T> contract, Leases leases, ChainMaker chain) {
        ReflectiveFacade facade =
                new ReflectiveFacade(ChainMaker.pointOf(chain.make(ReflectiveFacade::loop)), contract, leases);
        return contract.type().cast(facade.proxy());
    }
}
