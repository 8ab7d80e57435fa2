package io.hookline.faults.plugin;

import io.hookline.faults.ledger.Outcome;
import java.io.IOException;
import java.util.Random;
import java.util.Set;

/** A jar whose version is none. */
final class BadVersion implements HostilePlugin {

    @Override
    public String name() {
        return "bad-version";
    }

    @Override
    public Set<Outcome> allowed() {
        return Set.of(Outcome.REFUSED);
    }

    @Override
    public byte[] jar(String plugin, Random random) throws IOException {
        return JarDraft.of(plugin, "one.two").bytes();
    }
}
