package io.hookline.faults.plugin;

import io.hookline.faults.ledger.Outcome;
import java.io.IOException;
import java.util.Random;
import java.util.Set;

/** Other content under a version that runs. */
final class SameVersionOtherContent implements HostilePlugin {

    @Override
    public String name() {
        return "same-version-other-content";
    }

    @Override
    public Set<Outcome> allowed() {
        return Set.of(Outcome.REFUSED);
    }

    @Override
    public byte[] jar(String plugin, Random random) throws IOException {
        return JarDraft.of(symbolicName(plugin), "1.0.0").bytes();
    }

    @Override
    public String symbolicName(String plugin) {
        return "io.hookline.plugin.ratelimit";
    }
}
