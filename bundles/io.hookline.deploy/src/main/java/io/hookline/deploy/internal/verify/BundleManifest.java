package io.hookline.deploy.internal.verify;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import org.osgi.framework.Constants;

/**
 * The main headers of a verified jar as the framework reads them: in a Multi-Release jar, a supplement for the running
 * version of Java replaces two of them.
 */
public final class BundleManifest {

    static final Pattern SUPPLEMENT = Pattern.compile("META-INF/versions/[0-9]{1,9}/OSGI-INF/MANIFEST\\.MF");

    private static final int FIRST_MULTI_RELEASE = 9;
    private static final List<String> REPLACED = List.of(Constants.IMPORT_PACKAGE, Constants.REQUIRE_CAPABILITY);

    private BundleManifest() {}

    /**
     * The headers, by name without regard to case; empty if the jar has no manifest.
     *
     * @throws IOException if the jar cannot be read
     */
    public static Map<String, String> read(Path jar) throws IOException {
        try (JarFile file = new JarFile(jar.toFile(), false)) {
            return read(file, Runtime.version().feature());
        }
    }

    static Map<String, String> read(JarFile file, int javaVersion) throws IOException {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        Manifest manifest = file.getManifest();
        if (manifest == null) {
            return headers;
        }
        putAll(manifest, headers);
        if ("true".equals(headers.get("Multi-Release"))) {
            supplement(file, javaVersion, headers);
        }
        return headers;
    }

    private static void supplement(JarFile file, int javaVersion, Map<String, String> headers) throws IOException {
        for (int version = javaVersion; version >= FIRST_MULTI_RELEASE; version--) {
            ZipEntry entry = file.getEntry("META-INF/versions/" + version + "/OSGI-INF/MANIFEST.MF");
            if (entry == null) {
                continue;
            }
            Map<String, String> replacing = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
            try (InputStream in = file.getInputStream(entry)) {
                putAll(new Manifest(in), replacing);
            }
            for (String name : REPLACED) {
                String value = replacing.get(name);
                if (value != null) {
                    headers.put(name, value);
                }
            }
            return;
        }
    }

    private static void putAll(Manifest manifest, Map<String, String> headers) {
        for (Map.Entry<Object, Object> header : manifest.getMainAttributes().entrySet()) {
            headers.put(((Attributes.Name) header.getKey()).toString(), String.valueOf(header.getValue()));
        }
    }
}
