package io.hookline.faults.plugin;

import io.hookline.faults.ledger.Outcome;
import java.io.IOException;
import java.util.Random;
import java.util.Set;

/** A jar with an entry whose name leads out of it. */
final class EscapingNames implements HostilePlugin {

    private static final String[] NAMES = {
        "../../escaped", "/tmp/escaped", "a/../../escaped", "a\\escaped", "C:/escaped", "nul\0name"
    };

    @Override
    public String name() {
        return "escaping-names";
    }

    @Override
    public Set<Outcome> allowed() {
        return Set.of(Outcome.REFUSED);
    }

    @Override
    public byte[] jar(String plugin, Random random) throws IOException {
        return JarDraft.hooking(plugin, "1.0.0", "MarkingActivator")
                .entry(NAMES[random.nextInt(NAMES.length)], new byte[] {1})
                .bytes();
    }
}
