package io.hookline.faults.plugin;

import io.hookline.faults.ledger.Outcome;
import java.io.IOException;
import java.util.Random;
import java.util.Set;

/** A jar in whose compressed class some bits are flipped. */
final class FlippedJar implements HostilePlugin {

    @Override
    public String name() {
        return "flipped-jar";
    }

    @Override
    public Set<Outcome> allowed() {
        return Set.of(Outcome.REFUSED);
    }

    @Override
    public byte[] jar(String plugin, Random random) throws IOException {
        byte[] jar = MarkerPlugin.jar(plugin, "1.0.0");
        // The class is the largest entry; it fills the middle of the file.
        for (int i = 0; i < 8; i++) {
            jar[jar.length / 2 + i] ^= (byte) (1 << random.nextInt(8));
        }
        return jar;
    }
}
