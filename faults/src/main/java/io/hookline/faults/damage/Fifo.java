package io.hookline.faults.damage;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Random;

/** A named pipe that has no writer: to open it blocks. */
final class Fifo implements Damage {

    @Override
    public String name() {
        return "fifo";
    }

    @Override
    public void apply(Path file, Random random) throws IOException, InterruptedException {
        FileTree.delete(file);
        Process made = new ProcessBuilder("mkfifo", file.toString()).start();
        if (made.waitFor() != 0) {
            throw new IOException("mkfifo " + file + " failed");
        }
    }
}
