package io.hookline.core.internal.chain;

import io.hookline.core.internal.compile.ContractCode;
import io.hookline.core.internal.contract.Contract;
import io.hookline.core.internal.generation.Leases;

class CompiledBodyTest extends ChainBodyContractTest {

    @Override
    <T> T called(Contract<T> contract, Leases leases, ChainMaker maker) {
        ContractCode code = ContractCode.of(contract, leases).orElseThrow();
        Chain chain = maker.make(code);
        chain.runtime().compiled(code.compile(chain.runtime()));
        return contract.type().cast(code.facade(ChainMaker.pointOf(chain)));
    }
}
