package io.hookline.faults.plugin;

import io.hookline.faults.ledger.Outcome;
import java.io.IOException;
import java.util.Random;
import java.util.Set;

/** A jar without a symbolic name. */
final class NamelessBundle implements HostilePlugin {

    @Override
    public String name() {
        return "nameless-bundle";
    }

    @Override
    public Set<Outcome> allowed() {
        return Set.of(Outcome.REFUSED);
    }

    @Override
    public byte[] jar(String plugin, Random random) throws IOException {
        return JarDraft.of(plugin, "1.0.0").withoutHeader("Bundle-SymbolicName").bytes();
    }
}
