package io.hookline.faults.plugin;

import io.hookline.faults.ledger.Outcome;
import java.io.IOException;
import java.util.Random;
import java.util.Set;

/** A plugin whose hook never returns, on threads of its own as its guard rule says. */
final class HookIsStuck implements HostilePlugin {

    @Override
    public String name() {
        return "hook-is-stuck";
    }

    @Override
    public Set<Outcome> allowed() {
        return Set.of(Outcome.MADE, Outcome.QUARANTINED);
    }

    @Override
    public byte[] jar(String plugin, Random random) throws IOException {
        return JarDraft.hooking(plugin, "1.0.0", "StuckHook").bytes();
    }

    @Override
    public String guardRule(String plugin) {
        return "hook = " + plugin + "\nisolation = pool\ndeadlineMillis = 300\n";
    }

    @Override
    public boolean needsRestart() {
        return true;
    }
}
