package io.hookline.core.internal.chain;

import io.hookline.api.PointSpec;
import java.util.List;

class LoopDispatchTest extends DispatchContractTest {

    @Override
    Dispatch dispatch(PointSpec<?> spec, List<ChainedHook> hooks) {
        return new LoopDispatch(spec, hooks);
    }
}
