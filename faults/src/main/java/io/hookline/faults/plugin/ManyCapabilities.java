package io.hookline.faults.plugin;

import io.hookline.faults.ledger.Outcome;
import java.io.IOException;
import java.util.Random;
import java.util.Set;

/** A manifest with 45,000 capabilities. */
final class ManyCapabilities implements HostilePlugin {

    @Override
    public String name() {
        return "many-capabilities";
    }

    @Override
    public Set<Outcome> allowed() {
        return Set.of(Outcome.REFUSED);
    }

    @Override
    public byte[] jar(String plugin, Random random) throws IOException {
        StringBuilder capabilities = new StringBuilder("campaign;c=0");
        for (int i = 1; i < 45_000; i++) {
            capabilities.append(",campaign;c=").append(i);
        }
        return JarDraft.hooking(plugin, "1.0.0", "MarkingActivator")
                .header("Provide-Capability", capabilities.toString())
                .bytes();
    }
}
