package io.hookline.faults.damage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

/** A folder of the same name. */
final class Folder implements Damage {

    @Override
    public String name() {
        return "folder";
    }

    @Override
    public void apply(Path file, Random random) throws IOException {
        FileTree.delete(file);
        Files.createDirectory(file);
    }
}
