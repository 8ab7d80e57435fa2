package io.hookline.faults.damage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

/** A symbolic link to itself. */
final class LinkLoop implements Damage {

    @Override
    public String name() {
        return "link-loop";
    }

    @Override
    public void apply(Path file, Random random) throws IOException {
        FileTree.delete(file);
        Files.createSymbolicLink(file, file.getFileName());
    }
}
