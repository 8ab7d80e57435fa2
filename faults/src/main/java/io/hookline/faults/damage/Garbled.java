package io.hookline.faults.damage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

/** A file full of noise, some of it no text at all. */
final class Garbled implements Damage {

    @Override
    public String name() {
        return "garbled";
    }

    @Override
    public void apply(Path file, Random random) throws IOException {
        byte[] noise = new byte[1 + random.nextInt(4_096)];
        random.nextBytes(noise);
        Files.write(file, noise);
    }
}
