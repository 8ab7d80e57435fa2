package io.hookline.faults.plugin;

import io.hookline.faults.ledger.Outcome;
import java.io.IOException;
import java.util.Random;
import java.util.Set;

/** A plugin that requires a point that is not open. */
final class UnknownPoint implements HostilePlugin {

    @Override
    public String name() {
        return "unknown-point";
    }

    @Override
    public Set<Outcome> allowed() {
        return Set.of(Outcome.REFUSED);
    }

    @Override
    public byte[] jar(String plugin, Random random) throws IOException {
        return JarDraft.hooking(plugin, "1.0.0", "MarkingActivator")
                .header("Require-Capability", "io.hookline.point;filter:=\"(io.hookline.point=campaign.absent)\"")
                .bytes();
    }
}
