package io.hookline.deploy.internal.verify;

import static io.hookline.deploy.internal.verify.Refusals.assertRefused;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.hookline.deploy.DeployRefusal;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Zero-length, truncated, garbage and bit-flipped jars, and those in which readers see different things. */
class ZipFaultsTest {

    private static final byte[] CONTENT = "some content of an entry, some content of an entry".getBytes(UTF_8);

    @TempDir
    private Path folder;

    @Test
    void zeroLengthJar() {
        assertRefused(ZipDraft.write(folder, new byte[0]), DeployRefusal.EMPTY, "The jar is empty", "Copy it again");
    }

    @Test
    void jarTruncatedAnywhere() {
        byte[] whole = ZipDraft.bundle().add("a", CONTENT).bytes();
        for (int length = 1; length < whole.length; length++) {
            Path jar = ZipDraft.write(folder, Arrays.copyOf(whole, length));
            assertRefused(jar, DeployRefusal.DAMAGED, "The jar is damaged", "copy it again if it was cut off");
        }
    }

    @Test
    void garbageJar() {
        byte[] garbage = new byte[200_000];
        new Random(7).nextBytes(garbage);

        assertRefused(ZipDraft.write(folder, garbage), DeployRefusal.DAMAGED, "it is no zip archive");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void damagedEntry(String what, Consumer<ZipDraft.Entry> fault, String words) {
        Path jar = ZipDraft.bundle().add("a", CONTENT, fault).write(folder);

        assertRefused(jar, DeployRefusal.DAMAGED, "The jar is damaged: its entry 'a'", words);
    }

    static Stream<Arguments> damagedEntry() {
        return Stream.of(
                entry(
                        "wrong checksum",
                        e -> {
                            e.localCrc ^= 1;
                            e.centralCrc ^= 1;
                        },
                        "does not have the checksum"),
                entry(
                        "wrong size",
                        e -> {
                            e.localBytes++;
                            e.centralBytes++;
                        },
                        "unpacks to 50 bytes, but its headers declare 51"),
                entry("invalid deflate data", e -> e.packed[0] = 7, "cannot be unpacked (invalid block type)"),
                entry(
                        "stored content flipped",
                        e -> {
                            e.store(CONTENT.clone());
                            e.packed[3] ^= 1;
                        },
                        "does not have the checksum"),
                entry(
                        "compressed data without end",
                        e -> e.pack(Arrays.copyOf(e.packed, e.packed.length - 2), 50),
                        "has no end in its compressed data"),
                entry(
                        "data behind the compressed data",
                        e -> e.pack(Arrays.copyOf(e.packed, e.packed.length + 9), 50),
                        "has other data behind its compressed data"),
                entry(
                        "longer than the archive",
                        e -> {
                            e.localPackedBytes = 1 << 20;
                            e.centralPackedBytes = 1 << 20;
                        },
                        "is longer than the archive"),
                entry("encrypted", e -> e.flags(1), "is encrypted"),
                entry("strongly encrypted", e -> e.flags(1 << 6), "is encrypted"),
                entry("masked header", e -> e.flags(1 << 13), "is encrypted"),
                entry("LZMA", e -> e.method(14), "compressed by method 14, which the JDK does not know"),
                entry("Zip64", e -> e.centralBytes = -1, "uses the Zip64 extension"),
                entry(
                        "stored with its size behind",
                        e -> {
                            e.store(CONTENT);
                            e.describeBehind(true);
                        },
                        "has its size behind it"),
                entry("split", e -> e.disk = 1, "in another part of an archive that was split"),
                entry("no local header there", e -> e.offset = 7, "overlaps another one"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void localHeaderDisagrees(String what, Consumer<ZipDraft.Entry> fault, String words) {
        Path jar = ZipDraft.bundle().add("a", CONTENT, fault).write(folder);

        assertRefused(jar, DeployRefusal.DAMAGED, "The jar is damaged: its entry 'a'", words);
    }

    static Stream<Arguments> localHeaderDisagrees() {
        return Stream.of(
                entry("name", e -> e.localName = "b".getBytes(UTF_8), "has another name in its own header, 'b'"),
                entry("hostile name", e -> e.localName = "\n../b".getBytes(UTF_8), "its own header, '\\n../b'"),
                entry("checksum", e -> e.localCrc++, "another checksum or size in its own header"),
                entry("size", e -> e.localBytes++, "another checksum or size in its own header"),
                entry("packed size", e -> e.localPackedBytes++, "another checksum or size in its own header"),
                entry("method", e -> e.localMethod = 0, "packed in another way"),
                entry("encryption", e -> e.localFlags = 1, "packed in another way"),
                entry(
                        "descriptor",
                        e -> {
                            e.describeBehind(true);
                            e.descriptor[5] ^= 1;
                        },
                        "another checksum or size behind it"),
                entry(
                        "descriptor in one header alone",
                        e -> {
                            e.describeBehind(true);
                            e.centralFlags = 0;
                        },
                        "packed in another way"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void partsDisagree(String what, Consumer<ZipDraft> fault, String words) {
        Path jar = ZipDraft.bundle().add("a", CONTENT).with(fault).write(folder);

        assertRefused(jar, DeployRefusal.DAMAGED, "The jar is damaged", words);
    }

    static Stream<Arguments> partsDisagree() {
        byte[] archive = ZipDraft.bundle().bytes();
        return Stream.of(
                draft("too many entries declared", d -> d.declaredEntriesMore = 1, "declares 3 entries"),
                draft("too few entries declared", d -> d.declaredEntriesMore = -1, "more than the 1 entries"),
                draft("prepended data", d -> d.before = CONTENT, "data at position 0 that belongs to no entry"),
                draft(
                        "prepended data, offsets from its end",
                        d -> {
                            d.before = CONTENT;
                            d.offsetsIgnoreBefore = true;
                        },
                        "data before or between"),
                draft("appended data", d -> d.after = CONTENT, CONTENT.length + " bytes follow the end"),
                draft("appended archive", d -> d.after = archive, "second end record"),
                draft("archive in the comment", d -> d.comment = archive, "second end record"),
                draft("bare end record in the comment", d -> d.comment = new ZipDraft().bytes(), "second end record"),
                draft("comment cut off", d -> d.declaredCommentMore = 5, "comment is cut off"),
                draft("data before the directory", d -> d.between = CONTENT, "that belongs to no entry"),
                draft("split archive", d -> d.disk = 1, "one part of an archive that was split"),
                draft("hidden entry", d -> d.add("h", CONTENT, e -> e.listed = false), "'h' is hidden"),
                draft("entry without data", d -> d.add("g", CONTENT, e -> e.written = false), "'g' is not where"),
                draft("directory with content", d -> d.add("d/", CONTENT), "'d/' is a directory and has content"),
                draft(
                        "Zip64 locator in an entry's extra field",
                        d -> d.add("z", CONTENT, e -> {
                            e.centralExtra = new LittleEndian()
                                    .u16(0x9999)
                                    .u16(20)
                                    .u32(0x07064b50)
                                    .bytes(new byte[16])
                                    .toBytes();
                        }),
                        "uses the Zip64 extension"),
                draft(
                        "extra fields that the JDK refuses",
                        d -> d.add("x", CONTENT, e -> {
                            e.centralExtra = new byte[] {1, 1, 99, 0, 0};
                        }),
                        "the JDK cannot open it"));
    }

    @Test
    void hiddenEntryOfAListedNameIsADuplicate() {
        Path jar = ZipDraft.bundle()
                .add("a", CONTENT, entry -> entry.listed = false)
                .add("a", CONTENT)
                .write(folder);

        assertRefused(jar, DeployRefusal.UNSAFE_NAMES, "'a' is there twice, once hidden from the central directory");
    }

    @Test
    void archiveInFrontOfAnother() {
        Path jar = ZipDraft.bundle()
                .with(draft -> draft.before = ZipDraft.bundle().bytes())
                .write(folder);

        assertRefused(jar, DeployRefusal.UNSAFE_NAMES, "'META-INF/MANIFEST.MF' is there twice, once hidden");
    }

    @Test
    void hiddenEntryInFrontOfAllOthers() {
        ZipDraft.Entry hidden = new ZipDraft.Entry("h", CONTENT);
        Path jar =
                ZipDraft.bundle().with(draft -> draft.before = hidden.local()).write(folder);

        assertRefused(jar, DeployRefusal.DAMAGED, "'h' is hidden from the central directory");
    }

    private static Arguments entry(String what, Consumer<ZipDraft.Entry> fault, String words) {
        return arguments(what, fault, words);
    }

    private static Arguments draft(String what, Consumer<ZipDraft> fault, String words) {
        return arguments(what, fault, words);
    }
}
