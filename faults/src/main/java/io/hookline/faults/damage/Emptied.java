package io.hookline.faults.damage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

/** A file of no bytes. */
final class Emptied implements Damage {

    @Override
    public String name() {
        return "emptied";
    }

    @Override
    public void apply(Path file, Random random) throws IOException {
        Files.write(file, new byte[0]);
    }
}
