package io.hookline.faults.plugin;

import io.hookline.faults.ledger.Outcome;
import java.io.IOException;
import java.util.Random;
import java.util.Set;

/** A jar with the symbolic name of a bundle of the product. */
final class NameOfTheProduct implements HostilePlugin {

    @Override
    public String name() {
        return "name-of-the-product";
    }

    @Override
    public Set<Outcome> allowed() {
        return Set.of(Outcome.REFUSED);
    }

    @Override
    public byte[] jar(String plugin, Random random) throws IOException {
        return JarDraft.of(symbolicName(plugin), "9.0.0").bytes();
    }

    @Override
    public String symbolicName(String plugin) {
        return "io.hookline.gateway";
    }

    @Override
    public boolean needsRestart() {
        return true;
    }
}
