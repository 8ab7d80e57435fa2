package io.hookline.faults.plugin;

import io.hookline.faults.ledger.Outcome;
import java.io.IOException;
import java.util.Random;
import java.util.Set;

/** A fragment that would extend the gateway or the framework. */
final class HostileFragment implements HostilePlugin {

    @Override
    public String name() {
        return "fragment";
    }

    @Override
    public Set<Outcome> allowed() {
        return Set.of(Outcome.REFUSED);
    }

    @Override
    public byte[] jar(String plugin, Random random) throws IOException {
        String host = random.nextBoolean() ? "io.hookline.gateway" : "system.bundle;extension:=framework";
        return JarDraft.of(plugin, "1.0.0").header("Fragment-Host", host).bytes();
    }

    @Override
    public boolean needsRestart() {
        return true;
    }
}
