package io.hookline.faults.plugin;

import io.hookline.faults.ledger.Outcome;
import java.io.IOException;
import java.util.Random;
import java.util.Set;

/** A plugin that vetoes the resolution of every bundle. */
final class FrameworkResolverHook implements HostilePlugin {

    @Override
    public String name() {
        return "resolver-hook";
    }

    @Override
    public Set<Outcome> allowed() {
        return Set.of(Outcome.REFUSED);
    }

    @Override
    public byte[] jar(String plugin, Random random) throws IOException {
        return JarDraft.activated(
                        plugin,
                        "1.0.0",
                        "BreakingResolverHook",
                        "org.osgi.framework.hooks.resolver",
                        "org.osgi.framework.wiring")
                .with("BreakingResolverHook$Veto")
                .bytes();
    }

    @Override
    public boolean needsRestart() {
        return true;
    }
}
