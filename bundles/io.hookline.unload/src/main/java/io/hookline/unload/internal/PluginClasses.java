package io.hookline.unload.internal;

import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Tells what belongs to one class loader: its classes, their objects, and the loaders below it. It holds the loader
 * strongly and must not outlive the inspection that it is made for.
 */
final class PluginClasses {

    private static final int MOST_ELEMENTS = 64;

    private final ClassLoader loader;
    private final Set<String> packages;

    PluginClasses(ClassLoader loader) {
        this.loader = loader;
        this.packages =
                Stream.of(loader.getDefinedPackages()).map(Package::getName).collect(Collectors.toUnmodifiableSet());
    }

    /** Whether it is the loader, or has it for a parent, however far. */
    boolean owns(@Nullable ClassLoader other) {
        for (ClassLoader each = other; each != null; each = each.getParent()) {
            if (each == loader) {
                return true;
            }
        }
        return false;
    }

    /** Whether the loader, or one below it, has defined the class. */
    boolean owns(Class<?> type) {
        return owns(type.getClassLoader());
    }

    /** The name of an object's class if it is one of the plugin's; null if it is not. */
    @Nullable
    String ownType(@Nullable Object object) {
        return object != null && owns(object.getClass()) ? object.getClass().getName() : null;
    }

    /**
     * The class by which an object holds the loader: its own, itself if it is a class, or that of an element if it is a
     * collection of the JDK; null if none can be seen. It goes no deeper.
     */
    @Nullable
    Class<?> heldBy(@Nullable Object object) {
        Class<?> itself = heldByItself(object);
        if (itself != null) {
            return itself;
        }
        try {
            for (Object element : elements(object).limit(MOST_ELEMENTS).toArray()) {
                Class<?> type = heldByItself(element);
                if (type != null) {
                    return type;
                }
            }
        } catch (RuntimeException e) {
            // The collection is modified concurrently. The next inspection may succeed.
            return null;
        }
        return null;
    }

    /**
     * Whether a class of that name may be the plugin's: it has defined others in that package. So may another release.
     */
    boolean mayHaveDefined(String className) {
        int dot = className.lastIndexOf('.');
        return packages.contains(dot < 0 ? "" : className.substring(0, dot));
    }

    private @Nullable Class<?> heldByItself(@Nullable Object object) {
        if (object instanceof Class<?> type && owns(type)) {
            return type;
        }
        if (object instanceof ClassLoader other && owns(other)) {
            return other.getClass();
        }
        return object != null && owns(object.getClass()) ? object.getClass() : null;
    }

    /** Those of the JDK's own collections: foreign ones may do anything when asked. */
    private static Stream<?> elements(@Nullable Object object) {
        if (object instanceof Object[] array) {
            return Stream.of(array);
        }
        if (object == null || object.getClass().getClassLoader() != null) {
            return Stream.empty();
        }
        if (object instanceof Map<?, ?> map) {
            return map.entrySet().stream().flatMap(entry -> Stream.of(entry.getKey(), entry.getValue()));
        }
        return object instanceof Collection<?> collection ? collection.stream() : Stream.empty();
    }
}
