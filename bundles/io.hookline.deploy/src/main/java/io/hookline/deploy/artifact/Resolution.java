package io.hookline.deploy.artifact;

import io.hookline.deploy.DeployRefusal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether everything that new releases require is available.
 *
 * @param refusal the kind of refusal, or null if everything is available
 * @param headline one sentence that names the release and the cause; empty if everything is available
 * @param details what led to it, and the remedies, one sentence each
 */
public record Resolution(@Nullable DeployRefusal refusal, String headline, List<String> details) {

    /** Everything is available. */
    public static final Resolution RESOLVED = new Resolution(null, "", List.of());

    /** Copies the list. */
    public Resolution {
        details = List.copyOf(details);
    }

    /** Whether everything is available. */
    public boolean isResolved() {
        return refusal == null;
    }
}
