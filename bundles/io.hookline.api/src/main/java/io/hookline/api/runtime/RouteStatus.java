package io.hookline.api.runtime;

import java.util.List;

/**
 * A route of some calls through a point, with other hooks than the chain of all other calls: a canary's, for instance.
 *
 * @param name its purpose and the calls that take it, in words
 * @param hooks the hooks that a call on it runs, in order
 */
public record RouteStatus(String name, List<HookStatus> hooks) {

    /** Copies the list. */
    public RouteStatus {
        hooks = List.copyOf(hooks);
    }
}
