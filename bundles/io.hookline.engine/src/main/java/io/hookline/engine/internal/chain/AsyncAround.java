package io.hookline.engine.internal.chain;

import io.hookline.api.hook.Next;
import io.hookline.engine.contract.ContractMethod;
import io.hookline.engine.runner.HeldLease;
import java.util.Arrays;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** An asynchronous call whose hooks wrap the rest of the chain and the caller's action, which returns a stage. */
final class AsyncAround extends AsyncCall {

    private final LoopDispatch loop;

    AsyncAround(
            LinkedChain chain, ContractMethod method, @Nullable Object[] arguments, boolean timed, HeldLease lease) {
        super(chain, method, arguments, timed, lease);
        this.loop = new LoopDispatch(chain, timed);
    }

    @Override
    @Nullable
    Runnable begin() throws Throwable {
        int last = arguments.length - 1;
        Object stage = Around.run(
                chain,
                loop,
                method,
                arguments[0],
                Arrays.copyOfRange(arguments, 1, last),
                (Next<?, ?>) arguments[last],
                this);
        endWith((CompletionStage<?>) stage);
        return null;
    }
}
