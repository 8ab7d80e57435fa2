package io.hookline.faults.plugin;

import io.hookline.faults.ledger.Outcome;
import java.io.IOException;
import java.util.Random;
import java.util.Set;

/** A manifest with a header of four megabytes. */
final class HugeHeader implements HostilePlugin {

    @Override
    public String name() {
        return "huge-header";
    }

    @Override
    public Set<Outcome> allowed() {
        return Set.of(Outcome.REFUSED);
    }

    @Override
    public byte[] jar(String plugin, Random random) throws IOException {
        return JarDraft.hooking(plugin, "1.0.0", "MarkingActivator")
                .header("X-Huge", "x".repeat(4 << 20))
                .bytes();
    }
}
