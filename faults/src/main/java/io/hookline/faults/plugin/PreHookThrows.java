package io.hookline.faults.plugin;

import io.hookline.faults.ledger.Outcome;
import java.io.IOException;
import java.util.Random;
import java.util.Set;

/** A plugin whose hook fails all requests; without it they are served again. */
final class PreHookThrows implements HostilePlugin {

    @Override
    public String name() {
        return "pre-hook-throws";
    }

    @Override
    public Set<Outcome> allowed() {
        return Set.of(Outcome.MADE, Outcome.QUARANTINED);
    }

    @Override
    public byte[] jar(String plugin, Random random) throws IOException {
        return JarDraft.hooking(plugin, "1.0.0", "ThrowingPreHook").bytes();
    }
}
