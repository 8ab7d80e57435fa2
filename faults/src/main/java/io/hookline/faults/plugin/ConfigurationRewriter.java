package io.hookline.faults.plugin;

import io.hookline.faults.ledger.Outcome;
import java.io.IOException;
import java.util.Random;
import java.util.Set;

/** A plugin that rewrites the configurations of all components. */
final class ConfigurationRewriter implements HostilePlugin {

    @Override
    public String name() {
        return "configuration-rewriter";
    }

    @Override
    public Set<Outcome> allowed() {
        return Set.of(Outcome.REFUSED);
    }

    @Override
    public byte[] jar(String plugin, Random random) throws IOException {
        return JarDraft.activated(plugin, "1.0.0", "RewritingConfiguration", "org.osgi.service.cm")
                .bytes();
    }

    @Override
    public boolean needsRestart() {
        return true;
    }
}
