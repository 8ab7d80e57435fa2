package io.hookline.unload;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Watches the class loaders of removed releases until they are collected, and reports what holds those that are not.
 *
 * <p>A watch has no thread of its own: its owner calls {@link #check} about once a second, from one thread at a time.
 * All other methods are safe for use by many threads and return at once. A watch holds no class loader strongly, except
 * during an inspection within {@code check}.
 */
@ProviderType
public interface UnloadWatch {

    /**
     * Begins to watch a class loader. Call it before the removal, while the loader is still available. A second call
     * for the same loader, after a removal that was called off, only changes the name.
     *
     * @param release name and version of the release, as reports show it
     */
    void watch(String release, ClassLoader loader);

    /**
     * Tells that the removal is complete: from now on the loader should be collected. Does nothing for a release that
     * is not watched.
     */
    void removed(String release);

    /**
     * Checks every removed release once. May request a garbage collection, and inspects the loaders that have survived
     * long enough; it takes as long as that.
     */
    void check();

    /**
     * Restarts the watch of all releases that are held: collections are requested and holders are searched once more.
     */
    void again();

    /** What became of the removed releases, oldest first; an unmodifiable snapshot. */
    List<UnloadReport> reports();

    /** How many of the watched loaders are still alive, whether their release was removed or not. */
    int live();

    /**
     * The shortest path of references from a root of the garbage collector to the loader of a removed release, found in
     * a heap dump. It stops all threads of the JVM during the dump, and takes seconds.
     *
     * @param release as reports show it
     * @param folder where to write the dump, which is deleted afterwards
     * @return one reference a line; empty if the watch knows no live loader of that release
     * @throws IOException if there is too little space, or the dump cannot be written or read
     */
    Optional<String> heapPath(String release, Path folder) throws IOException;
}
