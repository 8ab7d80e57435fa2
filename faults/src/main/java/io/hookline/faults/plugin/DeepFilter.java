package io.hookline.faults.plugin;

import io.hookline.faults.ledger.Outcome;
import java.io.IOException;
import java.util.Random;
import java.util.Set;

/** A requirement whose filter is nested 20,000 deep. */
final class DeepFilter implements HostilePlugin {

    private static final int DEPTH = 20_000;

    @Override
    public String name() {
        return "deep-filter";
    }

    @Override
    public Set<Outcome> allowed() {
        return Set.of(Outcome.REFUSED);
    }

    @Override
    public byte[] jar(String plugin, Random random) throws IOException {
        String filter = "(&".repeat(DEPTH) + "(a=b)" + ")".repeat(DEPTH);
        return JarDraft.hooking(plugin, "1.0.0", "MarkingActivator")
                .header("Require-Capability", "campaign;filter:=\"" + filter + "\";resolution:=optional")
                .bytes();
    }
}
