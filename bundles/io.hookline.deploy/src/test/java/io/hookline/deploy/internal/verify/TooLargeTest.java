package io.hookline.deploy.internal.verify;

import static io.hookline.deploy.internal.verify.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import io.hookline.deploy.DeployRefusal;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Zip bombs, a million entries, and everything else that is too large. */
class TooLargeTest {

    private static final int MIB = 1 << 20;
    private static final JarLimits SMALL = new JarLimits(100_000, 4 * MIB, 10, 200, MIB, 4_096, 64);

    private final JarVerifier small = new JarVerifier(SMALL);

    @TempDir
    private Path folder;

    @Test
    void zipBomb() {
        Path jar = ZipDraft.bundle().add("bomb", new byte[20 * MIB]).write(folder);

        assertRefused(jar, DeployRefusal.TOO_LARGE, "'bomb' unpacks to more than 200 times", "raise the limit");
    }

    @Test
    void zipBombThatDeclaresToBeSmall() {
        Path jar = ZipDraft.bundle()
                .add("bomb", new byte[20 * MIB], entry -> {
                    entry.localBytes = 10;
                    entry.centralBytes = 10;
                })
                .write(folder);

        assertRefused(jar, DeployRefusal.TOO_LARGE, "'bomb' unpacks to more than 200 times");
    }

    @Test
    void zipBombOfEntriesThatEachAreSmall() {
        ZipDraft draft = ZipDraft.bundle();
        for (int i = 0; i < 6; i++) {
            draft.add("bomb" + i, new byte[MIB - 1]);
        }

        assertRefused(
                () -> small.verify(draft.write(folder)),
                DeployRefusal.TOO_LARGE,
                "at its entry 'bomb3' more than 4194304 bytes were unpacked",
                "raise the limit on unpacked bytes");
    }

    @Test
    void zipBombOfOverlappingEntries() {
        Path jar = ZipDraft.bundle()
                .add("bomb", new byte[MIB])
                .add("again", new byte[MIB], entry -> {
                    entry.written = false;
                    entry.offset = 0;
                })
                .write(folder);

        assertRefused(jar, DeployRefusal.DAMAGED, "overlaps another one");
    }

    @Test
    void nestedZipBomb() {
        byte[] bomb = new ZipDraft().add("bomb", new byte[20 * MIB]).bytes();
        Path jar = ZipDraft.bundleWithHeader("Bundle-ClassPath: lib.jar")
                .add("lib.jar", bomb)
                .write(folder);

        assertRefused(jar, DeployRefusal.TOO_LARGE, "The nested jar 'lib.jar' is too large", "like a zip bomb");
    }

    @Test
    void nestedJarsCountIntoTheSameSums() {
        byte[] bytes = new ZipDraft().add("x", new byte[MIB - 1]).bytes();
        byte[] many = new ZipDraft().add("1", "").add("2", "").add("3", "").bytes();
        ZipDraft large = ZipDraft.bundleWithHeader("Bundle-ClassPath: 0.jar,1.jar,2.jar,3.jar,4.jar");
        ZipDraft numerous = ZipDraft.bundleWithHeader("Bundle-ClassPath: 0.jar,1.jar,2.jar,3.jar,4.jar");
        for (int i = 0; i < 5; i++) {
            large.add(i + ".jar", bytes);
            numerous.add(i + ".jar", many);
        }

        assertRefused(
                () -> small.verify(numerous.write(folder)), DeployRefusal.TOO_LARGE, "'1.jar'", "over the limit of 10");
        assertRefused(
                () -> new JarVerifier(new JarLimits(100_000, 4 * MIB, 20, 200, MIB, 4_096, 64))
                        .verify(large.write(folder)),
                DeployRefusal.TOO_LARGE,
                "'3.jar'",
                "more than 4194304 bytes were unpacked");
    }

    @Test
    void jarWithinItsLimitsToTheByte() throws Exception {
        int unpacked = 4 * MIB - ZipDraft.MANIFEST.length();
        byte[] random = new byte[unpacked];
        new Random(1).nextBytes(random);
        JarLimits limits = new JarLimits(8L * MIB, 4 * MIB, 2, 1, 1, 4_096, 64);
        Path fits =
                ZipDraft.bundle().add("x", random, entry -> entry.store(random)).write(folder);
        byte[] more = new byte[unpacked + 1];
        Path over = ZipDraft.bundle().add("x", more, entry -> entry.store(more)).write(folder);
        JarLimits noRatio = new JarLimits(8L * MIB, 4 * MIB, 2, 1_000, MIB, 4_096, 64);

        assertThat(new JarVerifier(noRatio).verify(fits).size()).isEqualTo(Files.size(fits));
        assertRefused(() -> new JarVerifier(noRatio).verify(over), DeployRefusal.TOO_LARGE, "unpacked");
        assertRefused(() -> new JarVerifier(limits).verify(fits), DeployRefusal.TOO_LARGE, "1 times its packed size");
    }

    @Test
    void compressionBeyondTheRatioIsFineBelowTheFloor() throws Exception {
        Path jar = ZipDraft.bundle().add("zeros", new byte[MIB]).write(folder);

        assertThat(small.verify(jar).symbolicName()).isEqualTo("com.acme.orders");
    }

    // Above 65,534 the JDK writes a Zip64 archive.
    @ParameterizedTest
    @ValueSource(ints = {50_001, 65_535, 1_000_000})
    void aMillionEntries(int entries) throws IOException {
        Path jar = folder.resolve("many.jar");
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(jar), 1 << 16);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.setMethod(ZipOutputStream.STORED);
            for (int i = 0; i < entries; i++) {
                ZipEntry entry = new ZipEntry(Integer.toString(i));
                entry.setSize(0);
                entry.setCrc(0);
                zip.putNextEntry(entry);
            }
        }

        assertRefused(jar, DeployRefusal.TOO_LARGE, "the number of entries over the limit of 50000");
    }

    @Test
    void moreEntriesThanDeclared() {
        ZipDraft draft = ZipDraft.bundle();
        for (int i = 0; i < 1_000; i++) {
            draft.add("entry" + i, "");
        }
        draft.declaredEntriesMore = -999;

        assertRefused(() -> small.verify(draft.write(folder)), DeployRefusal.DAMAGED, "lists more than the 2 entries");
    }

    @Test
    void packedFileTooLarge() {
        byte[] random = new byte[100_000];
        new Random(1).nextBytes(random);
        Path jar = ZipDraft.bundle().add("x", random).write(folder);

        assertRefused(() -> small.verify(jar), DeployRefusal.TOO_LARGE, "100000 are allowed", "limit on packed bytes");
    }

    @Test
    void manifestTooLarge() {
        Path jar = ZipDraft.bundle(ZipDraft.MANIFEST + "\n".repeat(4_096)).write(folder);

        assertRefused(() -> small.verify(jar), DeployRefusal.TOO_LARGE, "its manifest has", "4096 are allowed");
    }

    @Test
    void nameTooLong() {
        Path jar = ZipDraft.bundle().add("x".repeat(65), "").write(folder);

        assertRefused(() -> small.verify(jar), DeployRefusal.TOO_LARGE, "has 65 bytes, and 64 are allowed");
    }
}
