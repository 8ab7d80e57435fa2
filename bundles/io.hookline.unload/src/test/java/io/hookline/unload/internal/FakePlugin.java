package io.hookline.unload.internal;

import java.io.IOException;
import java.io.InputStream;
import java.lang.ref.WeakReference;
import org.jspecify.annotations.Nullable;

/** The class loader of a release: it defines the leaks itself and takes all else from the test. */
final class FakePlugin extends ClassLoader {

    private static final String OWN = "io.hookline.unload.internal.leak.";

    FakePlugin() {
        super(FakePlugin.class.getClassLoader());
    }

    /** Loads the plugin and lets it leave behind what it leaves; nothing else holds it afterwards. */
    static Leftover leak(String leak, LoaderWatch watch, String release) throws Exception {
        FakePlugin plugin = new FakePlugin();
        watch.watch(release, plugin);
        Leak made = (Leak) plugin.loadClass(OWN + leak).getDeclaredConstructor().newInstance();
        made.begin();
        return new Leftover(new WeakReference<>(plugin), new WeakReference<>(made));
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (!name.startsWith(OWN)) {
            return super.loadClass(name, resolve);
        }
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            return loaded != null ? loaded : define(name);
        }
    }

    private Class<?> define(String name) throws ClassNotFoundException {
        try (InputStream in = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
            if (in == null) {
                throw new ClassNotFoundException(name);
            }
            byte[] code = in.readAllBytes();
            return defineClass(name, code, 0, code.length);
        } catch (IOException e) {
            throw new ClassNotFoundException(name, e);
        }
    }

    /** What a test keeps of a plugin: nothing that would hold it. */
    record Leftover(WeakReference<ClassLoader> loader, WeakReference<Leak> leak) {

        /** Undoes the leak, if it is there. */
        void end() throws Exception {
            @Nullable Leak left = leak.get();
            if (left != null) {
                left.end();
            }
        }
    }
}
