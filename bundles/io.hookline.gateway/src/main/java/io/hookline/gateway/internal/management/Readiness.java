package io.hookline.gateway.internal.management;

import java.util.List;

/** Tells whether the gateway can serve requests. A service of the gateway; may wait for the upstream for 2 s. */
@FunctionalInterface
public interface Readiness {

    /** What is missing for it, each with its cause; empty if it is ready. */
    List<Lack> lacks();

    /**
     * Something that is missing.
     *
     * @param what for instance {@code required hook}
     */
    record Lack(String what, String why) {}
}
