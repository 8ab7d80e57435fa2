package io.hookline.gateway.internal;

import io.hookline.api.runtime.HookRuntime;
import io.hookline.gateway.hook.PreRequestHook;
import io.hookline.gateway.internal.management.Readiness;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Ready means: all required hooks are in the chain, and the upstream accepts connections. */
final class GatewayReadiness implements Readiness {

    private final HookRuntime runtime;
    private final Supplier<Optional<String>> upstreamProblem;

    GatewayReadiness(HookRuntime runtime, Supplier<Optional<String>> upstreamProblem) {
        this.runtime = runtime;
        this.upstreamProblem = upstreamProblem;
    }

    @Override
    public List<Lack> lacks() {
        List<Lack> lacks = new ArrayList<>();
        runtime.chain(PreRequestHook.POINT)
                .map(chain -> chain.point().missing())
                .orElse(List.of())
                .forEach(missing -> lacks.add(new Lack("required hook", missing + " is not there: see hook:status")));
        upstreamProblem.get().ifPresent(why -> lacks.add(new Lack("upstream", why)));
        return lacks;
    }
}
