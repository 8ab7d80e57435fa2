package io.hookline.isolation.process.internal.parent;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.jar.JarFile;
import java.util.jar.Manifest;

/** The jars of this process's class path, by the packages in them. Read once, when first asked. */
final class LauncherJars {

    private final Map<Path, Set<String>> packages = new LinkedHashMap<>();

    private LauncherJars(List<Path> jars) throws IOException {
        for (Path jar : jars) {
            read(jar);
        }
    }

    /** Those of this process. */
    static LauncherJars ofThisProcess() throws IOException {
        List<Path> jars = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path", "").split(File.pathSeparator, -1)) {
            if (!entry.isEmpty()) {
                jars.add(Path.of(entry));
            }
        }
        return new LauncherJars(jars);
    }

    private void read(Path jar) throws IOException {
        if (packages.containsKey(jar) || !Files.isRegularFile(jar)) {
            return;
        }
        Set<String> names = new LinkedHashSet<>();
        packages.put(jar, names);
        try (JarFile file = new JarFile(jar.toFile())) {
            file.stream().filter(entry -> entry.getName().endsWith(".class")).forEach(entry -> {
                int end = entry.getName().lastIndexOf('/');
                if (end > 0) {
                    names.add(entry.getName().substring(0, end).replace('/', '.'));
                }
            });
            // The jar that stands for a long class path.
            Manifest manifest = file.getManifest();
            String further =
                    manifest == null ? null : manifest.getMainAttributes().getValue("Class-Path");
            if (further != null) {
                for (String entry : further.trim().split("\\s+", -1)) {
                    URI uri = jar.toUri().resolve(entry);
                    if ("file".equals(uri.getScheme())) {
                        read(Path.of(uri));
                    }
                }
            }
        }
    }

    /**
     * The jars with packages: for each package the first one.
     *
     * @throws IOException if there is none for one of them
     */
    List<Path> with(Set<String> needed) throws IOException {
        Set<Path> jars = new LinkedHashSet<>();
        for (String name : needed) {
            jars.add(packages.entrySet().stream()
                    .filter(jar -> jar.getValue().contains(name))
                    .map(Map.Entry::getKey)
                    .findFirst()
                    .orElseThrow(() -> new IOException("no jar of the class path has package " + name)));
        }
        return List.copyOf(jars);
    }
}
