package io.hookline.deploy.internal.verify;

import io.hookline.common.text.Printable;
import io.hookline.deploy.DeployRefusedException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Reads the central directory, from which the framework and the JDK take an archive's entries. */
final class CentralDirectory {

    private static final long SIGNATURE = 0x02014b50L;
    private static final long ZIP64_SIZE = 0xFFFF_FFFFL;
    private static final int UNIX = 3;
    private static final int FILE_TYPE = 0xF000;
    private static final int SYMBOLIC_LINK = 0xA000;

    private final ZipBytes in;
    private final JarLabel label;
    private final EntryNames names;

    CentralDirectory(ZipBytes in, JarLabel label, EntryNames names) {
        this.in = in;
        this.label = label;
        this.names = names;
    }

    /** The entries in the order in which they are listed. */
    List<CentralEntry> read(ZipEnd end) throws IOException, DeployRefusedException {
        List<CentralEntry> entries = new ArrayList<>();
        in.seek(end.directoryOffset());
        while (in.position() < end.position()) {
            if (entries.size() == end.entries()) {
                throw label.damaged("its central directory lists more than the " + end.entries()
                        + " entries that its end record declares");
            }
            entries.add(entry());
        }
        if (entries.size() != end.entries() || in.position() != end.position()) {
            throw label.damaged("its end record declares " + end.entries()
                    + " entries, but its central directory lists " + entries.size());
        }
        return entries;
    }

    private CentralEntry entry() throws IOException, DeployRefusedException {
        if (in.u32() != SIGNATURE) {
            throw label.damaged("its central directory is broken");
        }
        int madeBy = in.u16();
        in.skip(Short.BYTES);
        int flags = in.u16();
        int method = in.u16();
        in.skip(Integer.BYTES);
        long crc = in.u32();
        long packedBytes = in.u32();
        long bytes = in.u32();
        int nameBytes = in.u16();
        int extraBytes = in.u16();
        int commentBytes = in.u16();
        int disk = in.u16();
        in.skip(Short.BYTES);
        long attributes = in.u32();
        long offset = in.u32();
        String name = names.take(in.bytes(nameBytes));
        byte[] extra = in.bytes(extraBytes);
        in.skip(commentBytes);
        CentralEntry entry = new CentralEntry(name, flags, method, crc, packedBytes, bytes, offset);
        checkReadable(entry);
        String shown = "its entry " + Printable.quoted(name);
        if (disk != 0) {
            throw label.damaged(shown + " lies in another part of an archive that was split");
        }
        if (ExtraFields.rename(extra, name)) {
            throw label.unsafeNames(shown + " has a second name in its extra fields");
        }
        if (madeBy >> Byte.SIZE == UNIX && (attributes >> Short.SIZE & FILE_TYPE) == SYMBOLIC_LINK) {
            throw label.unsafeNames(shown + " is a symbolic link");
        }
        return entry;
    }

    private void checkReadable(CentralEntry entry) throws DeployRefusedException {
        String shown = "its entry " + Printable.quoted(entry.name());
        if (entry.isEncrypted()) {
            throw label.damaged(shown + " is encrypted, and there is no key");
        }
        if (entry.method() != CentralEntry.STORED && entry.method() != CentralEntry.DEFLATED) {
            throw label.damaged(shown + " is compressed by method " + entry.method() + ", which the JDK does not know");
        }
        if (entry.method() == CentralEntry.STORED && entry.hasDescriptor()) {
            throw label.damaged(shown + " is uncompressed and has its size behind it, where no reader can find it");
        }
        if (entry.packedBytes() == ZIP64_SIZE || entry.bytes() == ZIP64_SIZE || entry.offset() == ZIP64_SIZE) {
            throw label.damaged(shown + " uses the Zip64 extension, which no jar of an allowed size needs");
        }
        if (entry.isDirectory() && entry.bytes() > 0) {
            throw label.damaged(shown + " is a directory and has content");
        }
    }
}
