package io.hookline.faults.damage;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Random;

/** No file at all. */
final class Gone implements Damage {

    @Override
    public String name() {
        return "gone";
    }

    @Override
    public void apply(Path file, Random random) throws IOException {
        FileTree.delete(file);
    }
}
