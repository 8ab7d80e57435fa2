package io.hookline.core.internal.chain;

import io.hookline.core.internal.compile.ContractCode;
import io.hookline.core.internal.contract.Contract;
import io.hookline.core.internal.generation.Leases;

class LoopBodyTest extends ChainBodyContractTest {

    @Override
    <T> T called(Contract<T> contract, Leases leases, ChainMaker chain) {
        ContractCode code = ContractCode.of(contract, leases).orElseThrow();
        return contract.type().cast(code.facade(ChainMaker.pointOf(chain.make(code))));
    }
}
