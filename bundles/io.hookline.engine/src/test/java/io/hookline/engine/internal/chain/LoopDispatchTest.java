package io.hookline.engine.internal.chain;

import io.hookline.engine.contract.Contract;
import io.hookline.engine.internal.compile.ContractCode;
import io.hookline.engine.internal.generation.Leases;

class LoopDispatchTest extends DispatchContractTest {

    @Override
    <T> T called(Contract<T> contract, Leases leases, ChainMaker chain) {
        ContractCode code = ContractCode.of(contract, leases).orElseThrow();
        return contract.type().cast(code.facade(ChainMaker.pointOf(chain.make(code))));
    }
}
