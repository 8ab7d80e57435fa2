package io.hookline.faults.damage;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.Random;

/** A file of 300 megabytes, most of it a hole. */
final class Huge implements Damage {

    @Override
    public String name() {
        return "huge";
    }

    @Override
    public void apply(Path file, Random random) throws IOException {
        try (RandomAccessFile huge = new RandomAccessFile(file.toFile(), "rw")) {
            huge.setLength(300L << 20);
        }
    }
}
