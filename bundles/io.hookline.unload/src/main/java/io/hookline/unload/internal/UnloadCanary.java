package io.hookline.unload.internal;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.ref.WeakReference;
import org.jspecify.annotations.Nullable;

/**
 * Counts the garbage collections that unload classes, by class loaders that nothing holds: when one of them is gone,
 * such a collection has happened. Not safe for use by many threads.
 *
 * <p>The JVM's own counts do not tell: most collections leave classes alone, requests may be switched off or be served
 * later, and each collector counts in its own way.
 */
final class UnloadCanary {

    private @Nullable WeakReference<ClassLoader> alive;
    private long collections;

    /** Counts a collection if there was one since the last time; the next one is seen as well. */
    long collections() {
        WeakReference<ClassLoader> last = alive;
        if (last == null) {
            alive = hatch();
        } else if (last.refersTo(null)) {
            collections++;
            alive = hatch();
        }
        return collections;
    }

    private static WeakReference<ClassLoader> hatch() {
        return new WeakReference<>(new Cage());
    }

    /** A loader that has defined a class: one that has not would go with any young object. */
    private static final class Cage extends ClassLoader {

        Cage() {
            super(null);
            byte[] code = code();
            defineClass(Feather.class.getName(), code, 0, code.length);
        }

        private static byte[] code() {
            String name = Feather.class.getName();
            String resource = name.substring(name.lastIndexOf('.') + 1) + ".class";
            try (InputStream in = UnloadCanary.class.getResourceAsStream(resource)) {
                if (in == null) {
                    throw new IllegalStateException("the class file " + resource + " is missing from its own bundle");
                }
                return in.readAllBytes();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** The class that is defined for each count. */
    private static final class Feather {}
}
