package io.hookline.faults.plugin;

import io.hookline.faults.ledger.Outcome;
import java.io.IOException;
import java.util.Random;
import java.util.Set;

/** A jar with two entries of one name. */
final class TwiceNamedEntry implements HostilePlugin {

    @Override
    public String name() {
        return "twice-named-entry";
    }

    @Override
    public Set<Outcome> allowed() {
        return Set.of(Outcome.REFUSED);
    }

    @Override
    public byte[] jar(String plugin, Random random) throws IOException {
        return JarDraft.of(plugin, "1.0.0")
                .entry("first-entry", new byte[] {1})
                .entry("other-entry", new byte[] {2})
                .bytesRenaming("other-entry", "first-entry");
    }
}
