package io.hookline.runtime;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/** Runs code of the distribution's bundles without a framework. It shares no class with the launcher. */
final class BundleCode {

    private BundleCode() {}

    /**
     * Runs a task.
     *
     * @param task the name of its class
     * @return whether it succeeded
     * @throws LaunchException if there is no such class, or it refuses an option
     */
    static boolean run(Distribution distribution, String task, Map<String, String> options, Appendable out)
            throws IOException {
        List<URL> jars = new ArrayList<>();
        for (Path jar : distribution.classPath()) {
            jars.add(jar.toUri().toURL());
        }
        ClassLoader jdk = ClassLoader.getPlatformClassLoader();
        try (URLClassLoader loader = new URLClassLoader("bundles", jars.toArray(new URL[0]), jdk)) {
            @SuppressWarnings("unchecked") // The class is of the same distribution.
            BiFunction<Map<String, String>, Appendable, Boolean> code =
                    (BiFunction<Map<String, String>, Appendable, Boolean>)
                            loader.loadClass(task).getConstructor().newInstance();
            return code.apply(options, out);
        } catch (ReflectiveOperationException e) {
            throw new LaunchException("the distribution has no " + task + ": " + e, e);
        } catch (IllegalArgumentException e) {
            throw new LaunchException(String.valueOf(e.getMessage()), e);
        }
    }
}
