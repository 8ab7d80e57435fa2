package io.hookline.deploy.internal.gate;

import org.jspecify.annotations.Nullable;
import org.osgi.framework.Version;

/**
 * One change that others can see.
 *
 * @param subject what changed, for instance {@code package io.x.api} or {@code hook point http.pre-request}
 * @param what how, for instance {@code method removed: io.x.api.Api.foo()}
 * @param severity how much it asks of others
 * @param bears the version that the package bears now, or null if it is gone or is no package
 * @param shouldBear the lowest version that the package should bear after all its changes, or null if any will do
 */
public record GateChange(
        String subject, String what, Severity severity, @Nullable Version bears, @Nullable Version shouldBear) {

    /** Whether the package's version is lower than its change asks for. */
    public boolean lies() {
        return bears != null && shouldBear != null && bears.compareTo(shouldBear) < 0;
    }

    /** One line for an operator. */
    public String text() {
        String verdict = lies() ? "; the package bears " + bears + " and should bear " + shouldBear : "";
        return severity + " " + subject + ": " + what + verdict;
    }
}
