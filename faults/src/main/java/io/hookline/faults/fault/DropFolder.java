package io.hookline.faults.fault;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** The drop folder of the process under test. */
public final class DropFolder {

    private final Path folder;
    private final Path beside;

    /**
     * With a folder on the same file system.
     *
     * @param beside where files are written before they are moved into place at once
     */
    DropFolder(Path folder, Path beside) {
        this.folder = folder;
        this.beside = beside;
    }

    /** Puts a jar into place, replacing an older one and its refusal. */
    public void put(String name, byte[] jar) throws IOException {
        Files.createDirectories(folder);
        Files.deleteIfExists(refusal(name));
        Path written = Files.write(beside.resolve(name + ".jar"), jar);
        Files.move(
                written,
                folder.resolve(name + ".jar"),
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
    }

    /** Whether a jar was refused. */
    public boolean isRefused(String name) {
        return Files.exists(refusal(name));
    }

    /** Takes a jar and its refusal away; does nothing if there is none. */
    public void remove(String name) throws IOException {
        Files.deleteIfExists(folder.resolve(name + ".jar"));
        Files.deleteIfExists(refusal(name));
    }

    private Path refusal(String name) {
        return folder.resolve(name + ".jar.refused.txt");
    }
}
