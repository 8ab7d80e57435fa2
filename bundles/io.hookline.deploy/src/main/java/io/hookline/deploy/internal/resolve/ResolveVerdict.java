package io.hookline.deploy.internal.resolve;

import io.hookline.deploy.DeployRefusal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the dry run found: the arriving bundles resolve, or why they do not.
 *
 * @param refusal the kind of refusal, or null if all resolve
 * @param headline one sentence that names the bundle and the cause; empty if all resolve
 * @param details the chain of requirements that leads to the cause, what is offered instead, and the remedies
 */
public record ResolveVerdict(@Nullable DeployRefusal refusal, String headline, List<String> details) {

    public ResolveVerdict {
        details = List.copyOf(details);
    }

    /** Whether all arriving bundles resolve. */
    public boolean ok() {
        return refusal == null;
    }

    static ResolveVerdict resolves() {
        return new ResolveVerdict(null, "", List.of());
    }
}
