package io.hookline.runtime;

import io.hookline.common.file.OwnerOnly;
import java.io.IOException;
import java.nio.file.Path;

/** The folder for temporary files of the process: it lies in the data folder, and is emptied at each start. */
final class TemporaryFolder {

    private TemporaryFolder() {}

    /** Must run before anything makes a temporary file: the JVM reads the property once. */
    static void in(DataFolder data) {
        Path folder = data.cache().resolve("tmp").toAbsolutePath();
        try {
            DataFolder.delete(folder);
            OwnerOnly.createDirectories(folder);
        } catch (IOException e) {
            throw new LaunchException("the folder for temporary files, " + folder + ", cannot be made: " + e, e);
        }
        System.setProperty("java.io.tmpdir", folder.toString());
    }
}
