package io.hookline.faults.plugin;

import io.hookline.faults.ledger.Outcome;
import java.io.IOException;
import java.util.Random;
import java.util.Set;

/** A release of the required plugin that has no hook. */
final class RequiredPluginWithoutHook implements HostilePlugin {

    @Override
    public String name() {
        return "required-plugin-without-hook";
    }

    @Override
    public Set<Outcome> allowed() {
        return Set.of(Outcome.REFUSED);
    }

    @Override
    public byte[] jar(String plugin, Random random) throws IOException {
        return JarDraft.of(symbolicName(plugin), "1.0.1").bytes();
    }

    @Override
    public String symbolicName(String plugin) {
        return "io.hookline.plugin.apikey";
    }
}
