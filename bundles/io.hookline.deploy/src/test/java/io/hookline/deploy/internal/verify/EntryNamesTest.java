package io.hookline.deploy.internal.verify;

import static io.hookline.deploy.internal.verify.Refusals.assertRefused;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.hookline.deploy.DeployRefusal;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Zip slip, absolute, backslash, control and duplicate names. */
class EntryNamesTest {

    private static final byte[] CONTENT = "content".getBytes(UTF_8);

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "../evil | leads out",
                "a/../../evil | leads out",
                "a/.. | leads out",
                ".. | leads out",
                "a/.. ./b | leads out",
                "... | leads out",
                "./a | empty or '.' segment",
                "a/./b | empty or '.' segment",
                "a//b | empty or '.' segment",
                "/etc/passwd | absolute",
                "/ | absolute",
                "C:/evil | drive letter",
                "c:evil | drive letter",
            })
    void pathThatLeadsOut(String name, String words) {
        Path jar = ZipDraft.bundle().add(name, "").write(folder);

        assertRefused(jar, DeployRefusal.UNSAFE_NAMES, "The jar has unsafe names", "'" + name + "'", words);
    }

    @Test
    void emptyName() {
        assertRefused(ZipDraft.bundle().add("", CONTENT).write(folder), DeployRefusal.UNSAFE_NAMES, "an empty name");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\\b", "..\\evil", "\\\\host\\share"})
    void backslash(String name) {
        Path jar = ZipDraft.bundle().add(name, CONTENT).write(folder);

        assertRefused(jar, DeployRefusal.UNSAFE_NAMES, "backslash", "'" + name.replace("\\", "\\\\") + "'");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, '\t', '\n', '\r', 0x1b, 0x7f, 0x85, 0x200b, 0x2028, 0x202e, 0xfeff})
    void nulAndControlCharacters(int character) {
        Path jar = ZipDraft.bundle()
                .add("a" + Character.toString(character) + "b", CONTENT)
                .write(folder);

        String escape =
                switch (character) {
                    case '\t' -> "\\t";
                    case '\n' -> "\\n";
                    case '\r' -> "\\r";
                    default -> String.format("\\u%04X", character);
                };
        String escaped = "'a" + escape + "b'";
        assertRefused(jar, DeployRefusal.UNSAFE_NAMES, "control or invisible character", escaped);
    }

    @Test
    void nameThatIsNotUtf8() {
        Path jar = ZipDraft.bundle()
                .add("x", CONTENT, entry -> {
                    entry.localName = "\u00e4\n".getBytes(ISO_8859_1);
                    entry.centralName = entry.localName;
                })
                .write(folder);

        assertRefused(jar, DeployRefusal.UNSAFE_NAMES, "not in UTF-8", "'ä\\n'");
    }

    @ParameterizedTest
    @CsvSource({
        "a.txt, a.txt",
        "a, a/",
        "lib/A.jar, lib/a.JAR",
        "META-INF/x.SF, META-INF/X.sf",
        "META-INF/x.rsa, META-INF/x.RSA",
        "x, META-INF/MANIFEST.MF",
        "x, meta-inf/Manifest.mf",
    })
    void duplicate(String first, String second) {
        Path jar = ZipDraft.bundle()
                .add(first, CONTENT)
                .add(second, second.endsWith("/") ? new byte[0] : CONTENT)
                .write(folder);

        assertRefused(jar, DeployRefusal.UNSAFE_NAMES, "'" + second + "' is there twice");
    }

    @ParameterizedTest
    @CsvSource({"a.class, A.class", "META-INF/LICENSE, META-INF/license/x", "a.b:c, 1:2", "..a, a..", ".hidden, x/.y"})
    void ordinaryNames(String first, String second) throws Exception {
        Path jar = ZipDraft.bundle().add(first, CONTENT).add(second, CONTENT).write(folder);

        assertThat(new JarVerifier(JarLimits.DEFAULTS).verify(jar).symbolicName())
                .isEqualTo("com.acme.orders");
    }

    @Test
    void secondNameInAnExtraField() throws Exception {
        byte[] same = unicodePath("x");
        byte[] other = unicodePath("../x");
        Path local = ZipDraft.bundle()
                .add("x", CONTENT, entry -> entry.localExtra = other)
                .write(folder);
        Path central = ZipDraft.bundle()
                .add("x", CONTENT, entry -> entry.centralExtra = other)
                .write(folder);
        Path repeated = ZipDraft.bundle()
                .add("x", CONTENT, entry -> entry.centralExtra = same)
                .write(folder);

        assertRefused(local, DeployRefusal.UNSAFE_NAMES, "'x' has a second name");
        assertRefused(central, DeployRefusal.UNSAFE_NAMES, "'x' has a second name");
        assertThat(new JarVerifier(JarLimits.DEFAULTS).verify(repeated).symbolicName())
                .isEqualTo("com.acme.orders");
    }

    @Test
    void symbolicLink() {
        Path jar = ZipDraft.bundle()
                .add("link", "/etc/passwd".getBytes(UTF_8), entry -> {
                    entry.madeBy = 3;
                    entry.attributes = 0xA1FF << 16;
                })
                .write(folder);

        assertRefused(jar, DeployRefusal.UNSAFE_NAMES, "'link' is a symbolic link");
    }

    private static byte[] unicodePath(String path) {
        byte[] name = path.getBytes(UTF_8);
        return new LittleEndian()
                .u16(0x7075)
                .u16(5 + name.length)
                .bytes(new byte[] {1, 0, 0, 0, 0})
                .bytes(name)
                .toBytes();
    }
}
