package io.hookline.runtime;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;
import java.util.zip.CRC32C;

/** The unpacked distribution: its bundles, plugins and default files. */
final class Distribution {

    private final Path home;

    Distribution(Path home) {
        this.home = home;
    }

    /** The distribution that the start script names in the system property {@code hookline.home}. */
    static Distribution installed() {
        String home = System.getProperty("hookline.home");
        if (home == null || !Files.isDirectory(Path.of(home, "bundles"))) {
            throw new LaunchException("the distribution is not where the system property hookline.home says (" + home
                    + "); start with bin/hookline");
        }
        return new Distribution(Path.of(home).toAbsolutePath().normalize());
    }

    Path home() {
        return home;
    }

    Path etc() {
        return home.resolve("etc");
    }

    Path conf() {
        return home.resolve("conf");
    }

    /** The bundles of the product. */
    List<Path> bundles() {
        return jars(home.resolve("bundles"));
    }

    /** The bundles of the product and the jars of the launcher, for code that runs without a framework. */
    List<Path> classPath() {
        List<Path> all = new ArrayList<>(bundles());
        all.addAll(jars(home.resolve("lib")));
        return all;
    }

    /** A plugin by its path in plugins/. The first start does not install those in plugins/available/. */
    Path plugin(String path) {
        return home.resolve("plugins").resolve(path);
    }

    /** The plugins that the first start installs. */
    List<Path> defaultPlugins() {
        return jars(home.resolve("plugins"));
    }

    /** Whether a bundle with this location is part of the product and used in place. */
    boolean owns(String location) {
        return location.startsWith("reference:" + home.resolve("bundles").toUri());
    }

    /** A checksum of the jar's content. The times in the archive are no help: they are always the same. */
    static long checksum(Path jar) {
        CRC32C checksum = new CRC32C();
        try {
            checksum.update(Files.readAllBytes(jar));
        } catch (IOException e) {
            throw new LaunchException("cannot read " + jar + ": " + e.getMessage(), e);
        }
        return checksum.getValue();
    }

    /** A properties file of the distribution. */
    Properties properties(Path file) {
        Properties properties = new Properties();
        try (var reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        } catch (IOException e) {
            throw new LaunchException("cannot read " + file + ": " + e.getMessage(), e);
        }
        return properties;
    }

    private static List<Path> jars(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".jar"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new LaunchException("cannot list " + folder + ": " + e.getMessage(), e);
        }
    }
}
