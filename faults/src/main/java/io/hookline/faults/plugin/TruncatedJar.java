package io.hookline.faults.plugin;

import io.hookline.faults.ledger.Outcome;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import java.util.Set;

/** A jar that ends somewhere. */
final class TruncatedJar implements HostilePlugin {

    @Override
    public String name() {
        return "truncated-jar";
    }

    @Override
    public Set<Outcome> allowed() {
        return Set.of(Outcome.REFUSED);
    }

    @Override
    public byte[] jar(String plugin, Random random) throws IOException {
        byte[] whole = MarkerPlugin.jar(plugin, "1.0.0");
        return Arrays.copyOf(whole, 1 + random.nextInt(whole.length - 1));
    }
}
