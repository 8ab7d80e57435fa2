package io.hookline.faults.plugin;

import io.hookline.faults.ledger.Outcome;
import java.io.IOException;
import java.util.Random;
import java.util.Set;

/** A jar that harms, or tries to. To add a kind, write a class and list it in {@link HostilePlugins}. Stateless. */
public interface HostilePlugin {

    /** Its name in the ledger, in words joined by hyphens. */
    String name();

    /** What may become of its deployment, from the fault catalogue. */
    Set<Outcome> allowed();

    /**
     * The bytes of the jar.
     *
     * @param plugin the symbolic name to use
     * @param random decides what differs from time to time
     */
    byte[] jar(String plugin, Random random) throws IOException;

    /** The symbolic name that it uses instead of the given one; the same for most. */
    default String symbolicName(String plugin) {
        return plugin;
    }

    /** Whether the harm may show at the next start only, or at the end of the process, even if it was refused. */
    default boolean needsRestart() {
        return false;
    }

    /** A guard rule to configure for it beforehand, as lines of a file; empty for none. */
    default String guardRule(String plugin) {
        return "";
    }
}
