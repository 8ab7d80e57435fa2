package io.hookline.shell.internal.core;

import io.hookline.api.runtime.Bindings;
import io.hookline.api.runtime.OpenPoints;
import java.util.Optional;

/** Clients of a core that is not there, or that has the fake runtime. */
public final class FakeCore {

    private FakeCore() {}

    /** Without a core. */
    public static CoreClient missing() {
        return new CoreClient(null, null, null, null, null);
    }

    /** With a runtime. */
    public static CoreClient of(FakeRuntime runtime) {
        return new CoreClient(
                runtime, FakeRuntime.guards(), new FakeRegistry(runtime), java.util.List::of, name -> Optional.empty());
    }

    /** With a runtime that has a point with three hooks, and access to points. */
    public static CoreClient busy(OpenPoints points) {
        return new CoreClient(FakeRuntime.busy(), null, null, null, points);
    }

    static CoreClient of(Bindings bindings) {
        return new CoreClient(null, null, null, bindings, null);
    }
}
