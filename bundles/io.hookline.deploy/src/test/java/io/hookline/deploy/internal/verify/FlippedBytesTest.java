package io.hookline.deploy.internal.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.hookline.deploy.DeployRefusedException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A small jar of which single bytes are changed: it is refused, or it still is the same to every reader. */
class FlippedBytesTest {

    private static final int FLIPS = 300;

    private final JarVerifier verifier = new JarVerifier(JarLimits.DEFAULTS);
    private byte[] whole;
    private JarFacts facts;
    private Map<String, String> contents;

    @TempDir
    private Path folder;

    @BeforeEach
    void prepare() throws Exception {
        byte[] stored = "stored content".getBytes(StandardCharsets.UTF_8);
        byte[] nested = new ZipDraft().add("x.txt", "nested").bytes();
        whole = ZipDraft.bundleWithHeader("Bundle-ClassPath: .,lib.jar")
                .add("a", stored, entry -> entry.store(stored))
                .add("b", "content ".repeat(20).getBytes(StandardCharsets.UTF_8), entry -> entry.describeBehind(true))
                .add("lib.jar", nested)
                .add("c/", "")
                .bytes();
        Path jar = ZipDraft.write(folder, whole);
        facts = verifier.verify(jar);
        contents = seeked(jar);
    }

    @Test
    void flippedBits() throws Exception {
        Random random = new Random(20_240_229);
        int refused = 0;
        for (int i = 0; i < FLIPS; i++) {
            byte[] flipped = whole.clone();
            flipped[random.nextInt(flipped.length)] ^= (byte) (1 << random.nextInt(Byte.SIZE));
            refused += isRefused(flipped) ? 1 : 0;
        }
        // Times and attributes may change; most of a jar may not.
        assertThat(refused).isBetween(FLIPS / 2, FLIPS - 1);
    }

    @Test
    void overwrittenBytes() throws Exception {
        for (int at = 0; at < whole.length; at++) {
            byte[] changed = whole.clone();
            changed[at] = (byte) 0xff;
            isRefused(changed);
        }
    }

    private boolean isRefused(byte[] changed) throws IOException {
        Path jar = folder.resolve("changed.jar");
        Files.write(jar, changed);
        try {
            JarFacts seen = verifier.verify(jar);
            assertThat(seen.symbolicName()).isEqualTo(facts.symbolicName());
            assertThat(seen.version()).isEqualTo(facts.version());
            assertThat(seeked(jar)).isEqualTo(contents);
            assertThat(streamed(changed)).isEqualTo(contents);
            return false;
        } catch (DeployRefusedException e) {
            return true;
        }
    }

    private static Map<String, String> seeked(Path jar) throws IOException {
        Map<String, String> contents = new TreeMap<>();
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            for (ZipEntry entry : zip.stream().toList()) {
                try (InputStream in = zip.getInputStream(entry)) {
                    contents.put(entry.getName(), new String(in.readAllBytes(), StandardCharsets.ISO_8859_1));
                }
            }
        }
        return contents;
    }

    private static Map<String, String> streamed(byte[] jar) throws IOException {
        Map<String, String> contents = new TreeMap<>();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(jar))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                contents.put(entry.getName(), new String(zip.readAllBytes(), StandardCharsets.ISO_8859_1));
            }
        }
        return contents;
    }
}
