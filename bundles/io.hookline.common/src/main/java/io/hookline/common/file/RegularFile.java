package io.hookline.common.file;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * Reads files that others may replace by anything. Only a regular file of a bounded size is opened, so that a pipe, a
 * device, a loop of links or an endless file can neither block the reader nor fill its memory. Links are followed.
 */
public final class RegularFile {

    private RegularFile() {}

    /**
     * The content of a file.
     *
     * @param mostBytes the largest size that is read, in bytes
     * @throws IOException if there is no such file, it is not a regular one, or it is larger; the message says so
     */
    public static byte[] read(Path file, int mostBytes) throws IOException {
        BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
        if (!attributes.isRegularFile()) {
            throw new IOException(file.getFileName() + " is not a regular file but "
                    + (attributes.isDirectory() ? "a folder" : "a pipe, socket or device"));
        }
        if (attributes.size() > mostBytes) {
            throw tooLarge(file, mostBytes);
        }
        try (InputStream in = Files.newInputStream(file)) {
            byte[] content = in.readNBytes(mostBytes + 1);
            if (content.length > mostBytes) {
                throw tooLarge(file, mostBytes);
            }
            return content;
        }
    }

    private static IOException tooLarge(Path file, int mostBytes) {
        return new IOException(file.getFileName() + " is larger than " + mostBytes + " bytes");
    }
}
