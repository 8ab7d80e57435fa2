package io.hookline.faults.plugin;

import io.hookline.faults.ledger.Outcome;
import java.io.IOException;
import java.util.Random;
import java.util.Set;

/** A plugin whose constructor never returns. */
final class ConstructorHangs implements HostilePlugin {

    @Override
    public String name() {
        return "constructor-hangs";
    }

    @Override
    public Set<Outcome> allowed() {
        return Set.of(Outcome.REFUSED);
    }

    @Override
    public byte[] jar(String plugin, Random random) throws IOException {
        return JarDraft.activated(plugin, "1.0.0", "HangingConstructor").bytes();
    }
}
