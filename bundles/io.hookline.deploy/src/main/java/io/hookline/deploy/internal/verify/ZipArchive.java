package io.hookline.deploy.internal.verify;

import io.hookline.common.text.Printable;
import io.hookline.deploy.DeployRefusedException;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/** A zip archive that passed: all readers see the same entries in it, and each was unpacked once. */
final class ZipArchive implements Closeable {

    private final ZipBytes in;
    private final JarLabel label;
    private final LocalEntries locals;
    private final Map<String, CentralEntry> entries = new HashMap<>();

    private ZipArchive(ZipBytes in, JarLabel label, LocalEntries locals, List<CentralEntry> listed) {
        this.in = in;
        this.label = label;
        this.locals = locals;
        for (CentralEntry entry : listed) {
            entries.put(entry.name(), entry);
        }
    }

    static ZipArchive check(Path file, JarLabel label, JarLimits limits, UnpackBudget budget)
            throws IOException, DeployRefusedException {
        ZipBytes in = ZipBytes.open(file);
        try {
            ZipArchive archive = check(in, label, limits, budget);
            archive.checkJdkAgrees(file);
            return archive;
        } catch (EOFException e) {
            in.close();
            throw label.damaged("it is cut off, or a length in it is wrong");
        } catch (IOException | DeployRefusedException | RuntimeException e) {
            in.close();
            throw e;
        }
    }

    /** The entry of exactly that name; null if there is none. */
    @Nullable
    CentralEntry entry(String name) {
        return entries.get(name);
    }

    /** The names of all entries. */
    Set<String> names() {
        return Collections.unmodifiableSet(entries.keySet());
    }

    void unpack(CentralEntry entry, EntryData.Sink sink) throws IOException, DeployRefusedException {
        locals.toData(entry);
        try (EntryData data = new EntryData(in, label)) {
            data.unpack(entry, sink);
        }
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    private static ZipArchive check(ZipBytes in, JarLabel label, JarLimits limits, UnpackBudget budget)
            throws IOException, DeployRefusedException {
        if (in.size() == 0) {
            throw label.empty();
        }
        if (in.size() > limits.packedBytes()) {
            throw label.tooLarge(
                    "it has " + in.size() + " bytes, and " + limits.packedBytes() + " are allowed",
                    "Leave out what is not needed, or raise the limit on packed bytes.");
        }
        ZipEnd end = ZipEnd.find(in, label, budget);
        EntryNames names = new EntryNames(label, limits.nameBytes());
        List<CentralEntry> listed = new CentralDirectory(in, label, names).read(end);
        LocalEntries locals = new LocalEntries(in, label, names);
        try (EntryData data = new EntryData(in, label)) {
            locals.check(listed, end.directoryOffset(), data, budget);
        }
        return new ZipArchive(in, label, locals, listed);
    }

    /** What passed here and the JDK refuses could not be run: the framework reads through the JDK. */
    private void checkJdkAgrees(Path file) throws IOException, DeployRefusedException {
        try (ZipFile zip = new ZipFile(file.toFile())) {
            if (zip.size() != entries.size()) {
                throw label.damaged("the JDK sees " + zip.size() + " entries in it, not " + entries.size());
            }
        } catch (ZipException e) {
            throw label.damaged("the JDK cannot open it (" + Printable.excerpt(String.valueOf(e.getMessage())) + ")");
        }
    }
}
