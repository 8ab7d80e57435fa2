package io.hookline.deploy.internal.verify;

import io.hookline.common.text.Printable;
import io.hookline.deploy.DeployRefusedException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * The entries as they lie in the file, one behind the other, each with a header of its own.
 *
 * <p>A reader that streams goes by these headers, one that seeks by the central directory. Both see the same only if
 * the listed entries fill the file from its first byte to the directory, and each header says what the directory says:
 *
 * <pre>
 *   | header data [descriptor] | header data [descriptor] | ... | central directory | end record |
 *   0                          ^ the next listed entry          ^ directoryOffset
 * </pre>
 */
final class LocalEntries {

    private static final long SIGNATURE = 0x04034b50L;
    private static final long DESCRIPTOR_SIGNATURE = 0x08074b50L;
    private static final int NAME_LENGTH_OFFSET = 26;
    // How hard the data was compressed says nothing about how to read it.
    private static final int LEVEL_FLAGS = 1 << 1 | 1 << 2;

    private final ZipBytes in;
    private final JarLabel label;
    private final EntryNames names;

    LocalEntries(ZipBytes in, JarLabel label, EntryNames names) {
        this.in = in;
        this.label = label;
        this.names = names;
    }

    /** Unpacks every entry against the budget. */
    void check(List<CentralEntry> listed, long end, EntryData data, UnpackBudget budget)
            throws IOException, DeployRefusedException {
        List<CentralEntry> entries = listed.stream()
                .sorted(Comparator.comparingLong(CentralEntry::offset))
                .toList();
        long at = 0;
        for (CentralEntry entry : entries) {
            if (entry.offset() > at) {
                throw unlisted(at);
            }
            if (entry.offset() < at) {
                throw label.damaged("its entry " + Printable.quoted(entry.name()) + " overlaps another one");
            }
            toData(entry);
            if (entry.packedBytes() > end - in.position()) {
                throw differs(entry, "is longer than the archive");
            }
            data.unpack(entry, (chunk, count, entryBytes) -> budget.addBytes(count, entry, entryBytes, label));
            if (entry.hasDescriptor()) {
                checkDescriptor(entry);
            }
            at = in.position();
        }
        if (at > end) {
            throw label.damaged("its last entry runs into the central directory");
        }
        if (at < end) {
            throw unlisted(at);
        }
    }

    /** Goes to where an entry's data begins, past a header that says the same as the central directory. */
    void toData(CentralEntry entry) throws IOException, DeployRefusedException {
        in.seek(entry.offset());
        if (in.u32() != SIGNATURE) {
            throw differs(entry, "is not where the central directory says");
        }
        in.skip(Short.BYTES);
        int flags = in.u16();
        int method = in.u16();
        in.skip(Integer.BYTES);
        long crc = in.u32();
        long packedBytes = in.u32();
        long bytes = in.u32();
        int nameBytes = in.u16();
        int extraBytes = in.u16();
        byte[] name = in.bytes(nameBytes);
        byte[] extra = in.bytes(extraBytes);
        if (!Arrays.equals(name, entry.name().getBytes(StandardCharsets.UTF_8))) {
            String shown = Printable.quoted(new String(name, StandardCharsets.UTF_8));
            throw differs(entry, "has another name in its own header, " + shown);
        }
        if (method != entry.method() || ((flags ^ entry.flags()) & ~LEVEL_FLAGS) != 0) {
            throw differs(entry, "is packed in another way than the central directory says");
        }
        boolean same = crc == entry.crc() && packedBytes == entry.packedBytes() && bytes == entry.bytes();
        boolean open = entry.hasDescriptor() && crc == 0 && packedBytes == 0 && bytes == 0;
        if (!same && !open) {
            throw differs(entry, "has another checksum or size in its own header than in the central directory");
        }
        if (ExtraFields.rename(extra, entry.name())) {
            throw label.unsafeNames(
                    "its entry " + Printable.quoted(entry.name()) + " has a second name in its extra fields");
        }
    }

    private void checkDescriptor(CentralEntry entry) throws IOException, DeployRefusedException {
        long crc = in.u32();
        if (crc == DESCRIPTOR_SIGNATURE) {
            crc = in.u32();
        }
        if (crc != entry.crc() || in.u32() != entry.packedBytes() || in.u32() != entry.bytes()) {
            throw differs(entry, "has another checksum or size behind it than in the central directory");
        }
    }

    private DeployRefusedException unlisted(long at) throws IOException {
        in.seek(at);
        if (in.u32() == SIGNATURE) {
            in.seek(at + NAME_LENGTH_OFFSET);
            int nameBytes = in.u16();
            in.skip(Short.BYTES);
            byte[] name = in.bytes(nameBytes);
            String shown = Printable.quoted(new String(name, StandardCharsets.UTF_8));
            return names.has(name)
                    ? label.unsafeNames(
                            "the entry " + shown + " is there twice, once hidden from the central directory")
                    : label.damaged("the entry " + shown + " is hidden from the central directory");
        }
        return label.damaged("there is data at position " + at + " that belongs to no entry");
    }

    private DeployRefusedException differs(CentralEntry entry, String cause) {
        return label.damaged("its entry " + Printable.quoted(entry.name()) + " " + cause);
    }
}
