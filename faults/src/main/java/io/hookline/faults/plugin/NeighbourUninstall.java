package io.hookline.faults.plugin;

import io.hookline.faults.ledger.Outcome;
import java.io.IOException;
import java.util.Random;
import java.util.Set;

/** A plugin that uninstalls the plugin that checks API keys. */
final class NeighbourUninstall implements HostilePlugin {

    @Override
    public String name() {
        return "neighbour-uninstall";
    }

    @Override
    public Set<Outcome> allowed() {
        return Set.of(Outcome.REFUSED, Outcome.QUARANTINED, Outcome.MADE);
    }

    @Override
    public byte[] jar(String plugin, Random random) throws IOException {
        return JarDraft.activated(plugin, "1.0.0", "UninstallingNeighbours").bytes();
    }

    @Override
    public boolean needsRestart() {
        return true;
    }
}
