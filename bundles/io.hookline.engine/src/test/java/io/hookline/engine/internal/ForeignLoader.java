package io.hookline.engine.internal;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/** A class loader that has classes of the tests once more, as a bundle that contains copies would. */
public final class ForeignLoader extends ClassLoader {

    private final List<String> own;

    private ForeignLoader(List<String> own) {
        super(ForeignLoader.class.getClassLoader());
        this.own = own;
    }

    /** The last of the classes, loaded again with the others that it uses. */
    public static Class<?> again(Class<?>... classes) throws ClassNotFoundException {
        List<String> names = List.of(classes).stream().map(Class::getName).toList();
        return new ForeignLoader(names).loadClass(names.get(names.size() - 1));
    }

    /** A class that a test has written. */
    public static Class<?> define(String name, byte[] bytes) {
        return new ForeignLoader(List.of()).defineClass(name, bytes, 0, bytes.length);
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (!own.contains(name)) {
            return super.loadClass(name, resolve);
        }
        Class<?> loaded = findLoadedClass(name);
        if (loaded != null) {
            return loaded;
        }
        try (InputStream code = getResourceAsStream(name.replace('.', '/') + ".class")) {
            if (code == null) {
                throw new ClassNotFoundException(name);
            }
            byte[] bytes = code.readAllBytes();
            return defineClass(name, bytes, 0, bytes.length);
        } catch (IOException e) {
            throw new ClassNotFoundException(name, e);
        }
    }
}
