package io.hookline.faults.plugin;

import io.hookline.faults.ledger.Outcome;
import java.io.IOException;
import java.util.Random;
import java.util.Set;

/** A plugin that imports a package that is not there. */
final class MissingImport implements HostilePlugin {

    @Override
    public String name() {
        return "missing-import";
    }

    @Override
    public Set<Outcome> allowed() {
        return Set.of(Outcome.REFUSED);
    }

    @Override
    public byte[] jar(String plugin, Random random) throws IOException {
        return JarDraft.activated(plugin, "1.0.0", "MarkingActivator", "org.example.absent;version=\"[1,2)\"")
                .bytes();
    }
}
