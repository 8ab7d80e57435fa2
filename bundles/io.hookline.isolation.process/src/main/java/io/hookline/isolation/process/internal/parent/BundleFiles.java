package io.hookline.isolation.process.internal.parent;

import io.hookline.common.file.OwnerOnly;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collections;
import java.util.Enumeration;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.osgi.framework.Bundle;
import org.osgi.framework.wiring.BundleRevision;
import org.osgi.framework.wiring.BundleWiring;

/** The jar files of bundles. Those in the store and in the distribution are used where they lie. */
final class BundleFiles {

    private static final String REFERENCE = "reference:";
    private static final String MANIFEST = "META-INF/MANIFEST.MF";

    private final Path copies;

    /** With the folder for copies of bundles that came from elsewhere. */
    BundleFiles(Path copies) {
        this.copies = copies;
    }

    /** The jar of a bundle. */
    Path of(Bundle bundle) throws IOException {
        String location = bundle.getLocation();
        if (location.startsWith(REFERENCE)) {
            // Deploy names a file anew, by a fragment, when the bundle at the first name hangs.
            String uri = location.substring(REFERENCE.length());
            int fragment = uri.indexOf('#');
            URI file = URI.create(fragment < 0 ? uri : uri.substring(0, fragment));
            if ("file".equals(file.getScheme()) && Files.isRegularFile(Path.of(file.getPath()))) {
                return Path.of(file.getPath());
            }
        }
        return copied(bundle);
    }

    private synchronized Path copied(Bundle bundle) throws IOException {
        OwnerOnly.createDirectories(copies);
        Path copy = copies.resolve(bundle.getBundleId() + "-" + bundle.getLastModified() + ".jar");
        if (!Files.isRegularFile(copy)) {
            Path part = Files.createTempFile(copies, "part", null);
            try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(part))) {
                write(bundle, MANIFEST, out);
                Enumeration<URL> entries = bundle.findEntries("/", "*", true);
                for (URL entry : Collections.list(entries == null ? Collections.emptyEnumeration() : entries)) {
                    String name = entry.getPath().substring(1);
                    if (!name.equals(MANIFEST) && !name.endsWith("/")) {
                        write(bundle, name, out);
                    }
                }
            }
            Files.move(part, copy, StandardCopyOption.ATOMIC_MOVE);
        }
        return copy;
    }

    private static void write(Bundle bundle, String name, ZipOutputStream out) throws IOException {
        URL entry = bundle.getEntry(name);
        if (entry == null) {
            throw new IOException(bundle + " has no " + name);
        }
        out.putNextEntry(new ZipEntry(name));
        try (InputStream in = entry.openStream()) {
            in.transferTo(out);
        }
        out.closeEntry();
    }

    /** Whether a bundle can run in another framework. */
    static boolean isResolved(Bundle bundle) {
        return bundle.adapt(BundleWiring.class) != null
                && (bundle.adapt(BundleRevision.class).getTypes() & BundleRevision.TYPE_FRAGMENT) == 0;
    }
}
