package io.hookline.faults.plugin;

import io.hookline.faults.ledger.Outcome;
import java.io.IOException;
import java.util.Random;
import java.util.Set;

/** A jar with 60,000 entries. */
final class ManyEntries implements HostilePlugin {

    @Override
    public String name() {
        return "many-entries";
    }

    @Override
    public Set<Outcome> allowed() {
        return Set.of(Outcome.REFUSED);
    }

    @Override
    public byte[] jar(String plugin, Random random) throws IOException {
        JarDraft draft = JarDraft.of(plugin, "1.0.0");
        for (int i = 0; i < 60_000; i++) {
            draft.entry("e" + i, new byte[0]);
        }
        return draft.bytes();
    }
}
