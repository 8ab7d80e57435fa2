package io.hookline.faults.plugin;

import io.hookline.faults.ledger.Outcome;
import java.io.IOException;
import java.util.Random;
import java.util.Set;

/** A plugin that was built for another major version of the contract. */
final class WrongRange implements HostilePlugin {

    @Override
    public String name() {
        return "wrong-range";
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
                        "MarkingActivator",
                        "io.hookline.api.hook",
                        "io.hookline.gateway.hook;version=\"[9,10)\"")
                .bytes();
    }
}
