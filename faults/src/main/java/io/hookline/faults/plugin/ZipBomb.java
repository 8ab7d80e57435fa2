package io.hookline.faults.plugin;

import io.hookline.faults.ledger.Outcome;
import java.io.IOException;
import java.util.Random;
import java.util.Set;

/** A jar with an entry that inflates to 128 megabytes. */
final class ZipBomb implements HostilePlugin {

    @Override
    public String name() {
        return "zip-bomb";
    }

    @Override
    public Set<Outcome> allowed() {
        return Set.of(Outcome.REFUSED);
    }

    @Override
    public byte[] jar(String plugin, Random random) throws IOException {
        return JarDraft.of(plugin, "1.0.0").zeros(128).bytes();
    }
}
