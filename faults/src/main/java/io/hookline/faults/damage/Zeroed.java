package io.hookline.faults.damage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

/** A file of its old length that holds zeros only, as a crash of the machine leaves it. */
final class Zeroed implements Damage {

    @Override
    public String name() {
        return "zeroed";
    }

    @Override
    public void apply(Path file, Random random) throws IOException {
        Files.write(file, new byte[Files.exists(file) ? (int) Files.size(file) : 100]);
    }
}
