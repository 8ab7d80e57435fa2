package io.hookline.plugin.jwt.internal;

import io.hookline.common.file.RegularFile;
import java.io.IOException;
import java.nio.file.Path;

/** Keys from a file. */
record FileKeySource(Path file) implements KeySource {

    @Override
    public byte[] fetch() throws IOException {
        return RegularFile.read(file, MOST_BYTES);
    }

    @Override
    public String place() {
        return file.toString();
    }
}
