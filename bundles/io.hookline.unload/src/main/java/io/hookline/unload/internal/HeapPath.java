package io.hookline.unload.internal;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import javax.management.JMException;
import javax.management.ObjectName;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds by what path of references a class loader is held, in a heap dump that it makes and deletes.
 *
 * <p>The dump stops the whole JVM, after a full collection: some hundred milliseconds for each hundred megabytes of
 * live objects. To read it takes some seconds more, on the calling thread, and little of the heap. All that is in
 * memory is in the dump, passwords too: its folder can be read by its owner only.
 */
public final class HeapPath {

    private static final Logger LOG = LoggerFactory.getLogger(HeapPath.class);
    private static final String PREFIX = "heap-path-";
    private static final int MEGABYTE = 1024 * 1024;
    /**
     * Small objects take twice as much in a dump as in a heap with short references, and as much again in the index of
     * it.
     */
    private static final int BYTES_PER_USED_BYTE = 4;

    private static final long SPARE_BYTES = 32L * MEGABYTE;

    private final Path folder;
    private final ToLongFunction<Path> usableBytes;

    /** Dumps into a new folder within this one, which has to exist. */
    public HeapPath(Path folder) {
        this(folder, path -> path.toFile().getUsableSpace());
    }

    /** As above; told how many bytes there are to use on the disk of a path. */
    HeapPath(Path folder, ToLongFunction<Path> usableBytes) {
        this.folder = folder;
        this.usableBytes = usableBytes;
    }

    /**
     * The shortest path from a root of the garbage collector to the loader, one reference a line; if there is none,
     * why. Blocks; one caller at a time.
     *
     * @throws IOException if there is too little space, or the dump cannot be made or read; says so
     */
    public synchronized String find(WatchedLoader loader) throws IOException {
        // One that a killed JVM has left.
        deleteLeftovers();
        checkSpace();
        Path work = Files.createTempDirectory(folder, PREFIX);
        try {
            Path dump = work.resolve("heap.hprof");
            dump(dump);
            return String.join("\n", DumpedHeap.open(dump).pathTo(loader.token()));
        } finally {
            delete(work);
        }
    }

    private void checkSpace() throws IOException {
        Runtime jvm = Runtime.getRuntime();
        long neededBytes = (jvm.totalMemory() - jvm.freeMemory()) * BYTES_PER_USED_BYTE + SPARE_BYTES;
        long freeBytes = usableBytes.applyAsLong(folder);
        if (freeBytes < neededBytes) {
            throw new IOException("a heap dump may need " + neededBytes / MEGABYTE + " MB in " + folder + ", where "
                    + freeBytes / MEGABYTE + " MB are free: make room, or choose another folder");
        }
    }

    /** By name: the interface of the bean is in a package that not every JVM has. */
    private static void dump(Path file) throws IOException {
        try {
            ManagementFactory.getPlatformMBeanServer()
                    .invoke(
                            new ObjectName("com.sun.management:type=HotSpotDiagnostic"),
                            "dumpHeap",
                            new Object[] {file.toString(), true},
                            new String[] {String.class.getName(), boolean.class.getName()});
        } catch (JMException e) {
            throw new IOException("this JVM has made no heap dump", e);
        }
    }

    private void deleteLeftovers() throws IOException {
        try (DirectoryStream<Path> left = Files.newDirectoryStream(folder, PREFIX + "*")) {
            left.forEach(HeapPath::delete);
        }
    }

    private static void delete(Path folder) {
        try (Stream<Path> tree = Files.walk(folder)) {
            List<Path> deepestFirst = tree.sorted(Comparator.reverseOrder()).toList();
            for (Path each : deepestFirst) {
                Files.delete(each);
            }
        } catch (IOException e) {
            // Windows keeps files that are mapped, until the mapping is collected.
            LOG.warn("a heap dump could not be deleted, the next one tries again: {}", folder, e);
        }
    }
}
