package io.hookline.common.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class Sha256Test {

    /** From FIPS 180-4's examples. */
    private static final String OF_ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    @Test
    void bytesAndFilesOfTheSameContentHaveTheSameDigest(@TempDir Path directory) throws IOException {
        byte[] content = "abc".getBytes(StandardCharsets.US_ASCII);
        Path file = Files.write(directory.resolve("abc"), content);
        assertThat(Sha256.of(content)).isEqualTo(OF_ABC);
        assertThat(Sha256.of(file)).isEqualTo(OF_ABC);
        assertThat(HexFormat.of().formatHex(Sha256.bytes(file))).isEqualTo(OF_ABC);
    }
}
