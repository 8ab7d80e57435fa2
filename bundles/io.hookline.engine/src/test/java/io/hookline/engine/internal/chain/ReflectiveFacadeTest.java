package io.hookline.engine.internal.chain;

import io.hookline.engine.contract.Contract;
import io.hookline.engine.internal.compile.ReflectiveFacade;
import io.hookline.engine.internal.generation.Leases;

class ReflectiveFacadeTest extends DispatchContractTest {

    @Override
    <T> T called(Contract<T> contract, Leases leases, ChainMaker chain) {
        ReflectiveFacade facade =
                new ReflectiveFacade(ChainMaker.pointOf(chain.make(ReflectiveFacade::loop)), contract, leases);
        return contract.type().cast(facade.proxy());
    }
}
