package io.hookline.faults.plugin;

import io.hookline.faults.ledger.Outcome;
import java.io.IOException;
import java.util.Random;
import java.util.Set;

/** A file that begins like a jar and goes on with noise. */
final class GarbageJar implements HostilePlugin {

    @Override
    public String name() {
        return "garbage-jar";
    }

    @Override
    public Set<Outcome> allowed() {
        return Set.of(Outcome.REFUSED);
    }

    @Override
    public byte[] jar(String plugin, Random random) throws IOException {
        byte[] noise = new byte[10_000];
        random.nextBytes(noise);
        noise[0] = 'P';
        noise[1] = 'K';
        noise[2] = 3;
        noise[3] = 4;
        return noise;
    }
}
