package io.hookline.faults.plugin;

import io.hookline.faults.ledger.Outcome;
import java.io.IOException;
import java.util.Random;
import java.util.Set;

/** A plugin that claims the id of the one that checks API keys. */
final class ClaimedPluginId implements HostilePlugin {

    @Override
    public String name() {
        return "claimed-plugin-id";
    }

    @Override
    public Set<Outcome> allowed() {
        return Set.of(Outcome.REFUSED);
    }

    @Override
    public byte[] jar(String plugin, Random random) throws IOException {
        return JarDraft.hooking(plugin, "1.0.0", "MarkingActivator")
                .header(
                        "Provide-Capability",
                        "io.hookline.plugin;io.hookline.plugin=apikey;version:Version=\"1.0.0\";"
                                + "tags:List<String>=\"http,auth\"")
                .bytes();
    }
}
