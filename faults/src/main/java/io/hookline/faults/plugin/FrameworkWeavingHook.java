package io.hookline.faults.plugin;

import io.hookline.faults.ledger.Outcome;
import java.io.IOException;
import java.util.Random;
import java.util.Set;

/** A plugin that breaks each class that is loaded. */
final class FrameworkWeavingHook implements HostilePlugin {

    @Override
    public String name() {
        return "weaving-hook";
    }

    @Override
    public Set<Outcome> allowed() {
        return Set.of(Outcome.REFUSED);
    }

    @Override
    public byte[] jar(String plugin, Random random) throws IOException {
        return JarDraft.activated(plugin, "1.0.0", "BreakingWeavingHook", "org.osgi.framework.hooks.weaving")
                .bytes();
    }

    @Override
    public boolean needsRestart() {
        return true;
    }
}
