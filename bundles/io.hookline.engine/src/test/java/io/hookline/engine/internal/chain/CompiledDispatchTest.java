package io.hookline.engine.internal.chain;

import io.hookline.engine.contract.Contract;
import io.hookline.engine.internal.compile.ContractCode;
import io.hookline.engine.internal.generation.Leases;

class CompiledDispatchTest extends DispatchContractTest {

    @Override
    <T> T called(Contract<T> contract, Leases leases, ChainMaker maker) {
        ContractCode code = ContractCode.of(contract, leases).orElseThrow();
        Chain chain = maker.make(code);
        chain.linked().compiled(code.compile(chain.linked()));
        return contract.type().cast(code.facade(ChainMaker.pointOf(chain)));
    }
}
