package io.hookline.core.guard;

import java.lang.StackWalker.Option;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;

/** Refuses to end the JVM for a plugin. In the plugin's code its methods replace {@link System#exit} and the like. */
public final class Exit {

    private static final StackWalker CALLERS = StackWalker.getInstance(Option.RETAIN_CLASS_REFERENCE);
    private static final CopyOnWriteArrayList<BiConsumer<Class<?>, String>> LISTENERS = new CopyOnWriteArrayList<>();

    private Exit() {}

    /** Replaces {@link System#exit}; always throws. */
    public static void systemExit(int status) {
        refuse(CALLERS.getCallerClass(), "System.exit(" + status + ")");
    }

    /** Replaces {@link Runtime#exit}; always throws. */
    public static void runtimeExit(Runtime runtime, int status) {
        refuse(CALLERS.getCallerClass(), "Runtime.exit(" + status + ")");
    }

    /** Replaces {@link Runtime#halt}; always throws. */
    public static void runtimeHalt(Runtime runtime, int status) {
        refuse(CALLERS.getCallerClass(), "Runtime.halt(" + status + ")");
    }

    /** Adds a listener that is told of each attempt, with the class and the call. */
    public static void addListener(BiConsumer<Class<?>, String> listener) {
        LISTENERS.add(listener);
    }

    /** Removes a listener. */
    public static void removeListener(BiConsumer<Class<?>, String> listener) {
        LISTENERS.remove(listener);
    }

    private static void refuse(Class<?> caller, String call) {
        LISTENERS.forEach(listener -> listener.accept(caller, call));
        throw new SecurityException(call + " is refused: a plugin cannot end the JVM of its host");
    }
}
