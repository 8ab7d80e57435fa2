package io.hookline.faults.plugin;

import io.hookline.faults.ledger.Outcome;
import java.io.IOException;
import java.util.Random;
import java.util.Set;

/** A release that is older than the running one. */
final class OlderRelease implements HostilePlugin {

    @Override
    public String name() {
        return "older-release";
    }

    @Override
    public Set<Outcome> allowed() {
        return Set.of(Outcome.REFUSED);
    }

    @Override
    public byte[] jar(String plugin, Random random) throws IOException {
        return JarDraft.of(symbolicName(plugin), "0.9.0").bytes();
    }

    @Override
    public String symbolicName(String plugin) {
        return "io.hookline.plugin.requestlog";
    }
}
