package io.hookline.deploy.internal.resolve;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** A bundle made of a manifest alone. */
final class BundleJar {

    private final String name;
    private final String version;
    private final Manifest manifest = new Manifest();

    private BundleJar(String name, String version) {
        this.name = name;
        this.version = version;
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        header("Bundle-ManifestVersion", "2");
        header("Bundle-SymbolicName", name);
        header("Bundle-Version", version);
    }

    static BundleJar of(String name, String version) {
        return new BundleJar(name, version);
    }

    BundleJar header(String header, String value) {
        manifest.getMainAttributes().putValue(header, value);
        return this;
    }

    BundleJar imports(String clauses) {
        return header("Import-Package", clauses);
    }

    BundleJar exports(String clauses) {
        return header("Export-Package", clauses);
    }

    BundleJar requires(String clauses) {
        return header("Require-Capability", clauses);
    }

    BundleJar provides(String clauses) {
        return header("Provide-Capability", clauses);
    }

    Path in(Path folder) {
        Path file = folder.resolve(name + "-" + version + ".jar");
        try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(file), manifest)) {
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
