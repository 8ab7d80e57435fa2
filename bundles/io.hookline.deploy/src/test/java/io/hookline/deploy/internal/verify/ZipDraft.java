package io.hookline.deploy.internal.verify;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/** A zip archive put together byte by byte, so that it can lie in every field. */
final class ZipDraft {

    static final String MANIFEST =
            """
            Manifest-Version: 1.0
            Bundle-ManifestVersion: 2
            Bundle-SymbolicName: com.acme.orders
            Bundle-Version: 1.2.3

            """;

    byte[] before = {};
    byte[] between = {};
    byte[] after = {};
    byte[] comment = {};
    int declaredEntriesMore;
    int declaredCommentMore;
    int disk;
    boolean offsetsIgnoreBefore;
    private final List<Entry> entries = new ArrayList<>();

    /** One with a proper manifest. */
    static ZipDraft bundle() {
        return bundle(MANIFEST);
    }

    static ZipDraft bundle(String manifest) {
        return new ZipDraft().add("META-INF/MANIFEST.MF", manifest);
    }

    static ZipDraft bundleWithHeader(String header) {
        return bundle(MANIFEST.stripTrailing() + "\n" + header + "\n\n");
    }

    ZipDraft add(String name, String content) {
        return add(name, content.getBytes(StandardCharsets.UTF_8));
    }

    ZipDraft add(String name, byte[] content) {
        return add(name, content, entry -> {});
    }

    ZipDraft add(String name, byte[] content, Consumer<Entry> change) {
        Entry entry = new Entry(name, content);
        change.accept(entry);
        entries.add(entry);
        return this;
    }

    ZipDraft with(Consumer<ZipDraft> change) {
        change.accept(this);
        return this;
    }

    byte[] bytes() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(before);
        int shift = offsetsIgnoreBefore ? before.length : 0;
        ByteArrayOutputStream directory = new ByteArrayOutputStream();
        int listed = 0;
        for (Entry entry : entries) {
            out.writeBytes(entry.gap);
            int offset = entry.offset >= 0 ? entry.offset : out.size() - shift;
            if (entry.written) {
                out.writeBytes(entry.local());
            }
            if (entry.listed) {
                directory.writeBytes(entry.central(offset));
                listed++;
            }
        }
        out.writeBytes(between);
        int directoryOffset = out.size() - shift;
        out.writeBytes(directory.toByteArray());
        int declared = listed + declaredEntriesMore;
        LittleEndian end = new LittleEndian().u32(0x06054b50).u16(disk).u16(disk);
        end.u16(declared).u16(declared).u32(directory.size()).u32(directoryOffset);
        out.writeBytes(end.u16(comment.length + declaredCommentMore).toBytes());
        out.writeBytes(comment);
        out.writeBytes(after);
        return out.toByteArray();
    }

    Path write(Path folder) {
        return write(folder, bytes());
    }

    static Path write(Path folder, byte[] bytes) {
        try {
            return Files.write(Files.createTempFile(folder, "draft", ".jar"), bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static byte[] deflated(byte[] content) {
        Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION, true);
        deflater.setInput(content);
        deflater.finish();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] chunk = new byte[8192];
        while (!deflater.finished()) {
            out.write(chunk, 0, deflater.deflate(chunk));
        }
        deflater.end();
        return out.toByteArray();
    }

    /** One entry with the fields of both its headers. */
    static final class Entry {

        byte[] localName;
        byte[] centralName;
        byte[] gap = {};
        byte[] packed;
        byte[] localExtra = {};
        byte[] centralExtra = {};
        byte[] descriptor = {};
        int localFlags;
        int centralFlags;
        int localMethod = 8;
        int centralMethod = 8;
        int localCrc;
        int centralCrc;
        int localPackedBytes;
        int centralPackedBytes;
        int localBytes;
        int centralBytes;
        int madeBy;
        int attributes;
        int disk;
        int offset = -1;
        boolean written = true;
        boolean listed = true;

        Entry(String name, byte[] content) {
            localName = name.getBytes(StandardCharsets.UTF_8);
            centralName = localName;
            packed = deflated(content);
            CRC32 crc = new CRC32();
            crc.update(content);
            localCrc = (int) crc.getValue();
            centralCrc = localCrc;
            pack(packed, content.length);
        }

        void pack(byte[] data, int bytes) {
            packed = data;
            localPackedBytes = data.length;
            centralPackedBytes = data.length;
            localBytes = bytes;
            centralBytes = bytes;
        }

        void store(byte[] content) {
            pack(content, content.length);
            method(0);
        }

        void method(int method) {
            localMethod = method;
            centralMethod = method;
        }

        void flags(int flags) {
            localFlags |= flags;
            centralFlags |= flags;
        }

        /** Leaves checksum and sizes out of the local header and puts them behind the data. */
        void describeBehind(boolean withSignature) {
            flags(8);
            LittleEndian behind = new LittleEndian();
            if (withSignature) {
                behind.u32(0x08074b50);
            }
            descriptor = behind.u32(centralCrc)
                    .u32(centralPackedBytes)
                    .u32(centralBytes)
                    .toBytes();
            localCrc = 0;
            localPackedBytes = 0;
            localBytes = 0;
        }

        byte[] local() {
            LittleEndian header = new LittleEndian();
            header.u32(0x04034b50).u16(20).u16(localFlags).u16(localMethod).u32(0);
            header.u32(localCrc).u32(localPackedBytes).u32(localBytes);
            header.u16(localName.length).u16(localExtra.length);
            header.bytes(localName).bytes(localExtra);
            return header.bytes(packed).bytes(descriptor).toBytes();
        }

        private byte[] central(int at) {
            LittleEndian header = new LittleEndian();
            header.u32(0x02014b50).u16(madeBy << 8 | 20).u16(20).u16(centralFlags);
            header.u16(centralMethod).u32(0);
            header.u32(centralCrc).u32(centralPackedBytes).u32(centralBytes);
            header.u16(centralName.length).u16(centralExtra.length).u16(0);
            header.u16(disk).u16(0).u32(attributes).u32(at);
            return header.bytes(centralName).bytes(centralExtra).toBytes();
        }
    }
}
