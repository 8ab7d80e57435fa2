package io.hookline.faults.plugin;

import io.hookline.faults.ledger.Outcome;
import java.io.IOException;
import java.util.Random;
import java.util.Set;

/** A plugin that stops the framework when it starts. */
final class FrameworkStop implements HostilePlugin {

    @Override
    public String name() {
        return "framework-stop";
    }

    @Override
    public Set<Outcome> allowed() {
        return Set.of(Outcome.REFUSED, Outcome.QUARANTINED);
    }

    @Override
    public byte[] jar(String plugin, Random random) throws IOException {
        return JarDraft.activated(plugin, "1.0.0", "StoppingFramework").bytes();
    }

    @Override
    public boolean needsRestart() {
        return true;
    }
}
