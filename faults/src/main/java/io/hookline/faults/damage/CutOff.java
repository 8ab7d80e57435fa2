package io.hookline.faults.damage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;

/** A file that ends somewhere. */
final class CutOff implements Damage {

    @Override
    public String name() {
        return "cut-off";
    }

    @Override
    public void apply(Path file, Random random) throws IOException {
        byte[] whole = Files.exists(file) ? Files.readAllBytes(file) : new byte[0];
        Files.write(file, Arrays.copyOf(whole, whole.length == 0 ? 0 : random.nextInt(whole.length)));
    }
}
