package io.hookline.faults.plugin;

import io.hookline.faults.ledger.Outcome;
import java.io.IOException;
import java.util.Random;
import java.util.Set;

/** A plugin with five hundred hooks at one point. */
final class HundredsOfHooks implements HostilePlugin {

    @Override
    public String name() {
        return "hundreds-of-hooks";
    }

    @Override
    public Set<Outcome> allowed() {
        return Set.of(Outcome.MADE, Outcome.REFUSED);
    }

    @Override
    public byte[] jar(String plugin, Random random) throws IOException {
        return JarDraft.hooking(plugin, "1.0.0", "ManyHooks").bytes();
    }
}
