package io.hookline.faults.plugin;

import io.hookline.faults.ledger.Outcome;
import java.io.IOException;
import java.util.Random;
import java.util.Set;

/** A plugin that hides all service events from all bundles. */
final class FrameworkListenerHook implements HostilePlugin {

    @Override
    public String name() {
        return "listener-hook";
    }

    @Override
    public Set<Outcome> allowed() {
        return Set.of(Outcome.REFUSED);
    }

    @Override
    public byte[] jar(String plugin, Random random) throws IOException {
        return JarDraft.activated(plugin, "1.0.0", "BlindingListenerHook", "org.osgi.framework.hooks.service")
                .bytes();
    }

    @Override
    public boolean needsRestart() {
        return true;
    }
}
