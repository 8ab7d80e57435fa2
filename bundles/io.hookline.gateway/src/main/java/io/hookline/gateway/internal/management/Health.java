package io.hookline.gateway.internal.management;

import io.hookline.common.json.Json;
import io.hookline.gateway.management.ManagementHandler;
import io.hookline.gateway.management.ManagementRequest;
import io.hookline.gateway.management.ManagementResponse;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/**
 * Health for probes: {@code /health/live} while the process works, {@code /health/ready} while the gateway can serve
 * requests.
 */
@Component(property = ManagementHandler.PATH + "=/health")
public final class Health implements ManagementHandler {

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable Readiness readiness;

    /** With the gateway that comes. */
    @Activate
    public Health() {}

    /** With this gateway for good; null for none. */
    Health(@Nullable Readiness readiness) {
        this.readiness = readiness;
    }

    @Override
    public ManagementResponse answer(ManagementRequest request) {
        if (!request.method().equals("GET") && !request.method().equals("HEAD")) {
            return Handlers.problem(405, "use GET or HEAD");
        }
        return switch (request.path()) {
            case "/health/live" -> ManagementResponse.json(200, Json.of(new State("live", List.of())));
            case "/health/ready" -> ready();
            default -> Handlers.problem(404, "there are /health/live and /health/ready");
        };
    }

    private ManagementResponse ready() {
        Readiness gateway = readiness;
        List<Readiness.Lack> lacks = gateway == null
                ? List.of(new Readiness.Lack(
                        "gateway", "the gateway does not listen: see hook:config gateway, and the log"))
                : gateway.lacks();
        return lacks.isEmpty()
                ? ManagementResponse.json(200, Json.of(new State("ready", lacks)))
                : ManagementResponse.json(503, Json.of(new State("not ready", lacks)));
    }

    /** What a probe gets. */
    record State(String status, List<Readiness.Lack> lacks) {}
}
