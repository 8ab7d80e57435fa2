package io.hookline.faults.plugin;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;

/** A plugin's jar while it is put together: a manifest, template classes and further entries. Used by one thread. */
final class JarDraft {

    private static final String TEMPLATES = "io.hookline.faults.template.";
    private static final String HOOK_PACKAGES =
            "io.hookline.api.hook;version=\"[1.0,2)\",io.hookline.gateway.hook;version=\"[1.0,2)\"";

    private final Map<String, String> headers = new LinkedHashMap<>();
    private final List<String> classes = new ArrayList<>();
    private final Map<String, byte[]> entries = new LinkedHashMap<>();
    private int megabytesOfZeros;

    private JarDraft(String name, String version) {
        headers.put("Bundle-ManifestVersion", "2");
        headers.put("Bundle-SymbolicName", name);
        headers.put("Bundle-Version", version);
    }

    /** A bundle without classes. */
    static JarDraft of(String name, String version) {
        return new JarDraft(name, version);
    }

    /** A bundle whose activator is a template class that needs nothing but the framework, and these packages. */
    static JarDraft activated(String name, String version, String template, String... packages) {
        List<String> imports = new ArrayList<>(List.of("org.osgi.framework"));
        imports.addAll(List.of(packages));
        return of(name, version)
                .header("Bundle-Activator", TEMPLATES + template)
                .header("Import-Package", String.join(",", imports))
                .with(template);
    }

    /** A plugin whose activator is a template class that registers hooks of the gateway. */
    static JarDraft hooking(String name, String version, String template) {
        return activated(name, version, template, HOOK_PACKAGES);
    }

    /** Adds a template class by its simple name, without the nested ones. */
    JarDraft with(String template) {
        classes.add(template);
        return this;
    }

    /** Sets a manifest header. */
    JarDraft header(String name, String value) {
        headers.put(name, value);
        return this;
    }

    /** Removes a manifest header. */
    JarDraft withoutHeader(String name) {
        headers.remove(name);
        return this;
    }

    /** Adds an entry. */
    JarDraft entry(String name, byte[] content) {
        entries.put(name, content);
        return this;
    }

    /** Adds an entry of zeros, which packs into a thousandth of its size. */
    JarDraft zeros(int megabytes) {
        megabytesOfZeros = megabytes;
        return this;
    }

    /** The jar's bytes. */
    byte[] bytes() throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        headers.forEach((name, value) -> manifest.getMainAttributes().putValue(name, value));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JarOutputStream jar = new JarOutputStream(bytes)) {
            jar.putNextEntry(timeless(JarFile.MANIFEST_NAME));
            manifest.write(jar);
            jar.closeEntry();
            for (String template : classes) {
                String entry = (TEMPLATES + template).replace('.', '/') + ".class";
                jar.putNextEntry(timeless(entry));
                jar.write(code(entry));
                jar.closeEntry();
            }
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                jar.putNextEntry(timeless(entry.getKey()));
                jar.write(entry.getValue());
                jar.closeEntry();
            }
            if (megabytesOfZeros > 0) {
                jar.putNextEntry(timeless("zeros"));
                byte[] megabyte = new byte[1 << 20];
                for (int i = 0; i < megabytesOfZeros; i++) {
                    jar.write(megabyte);
                }
                jar.closeEntry();
            }
        }
        return bytes.toByteArray();
    }

    /** The jar's bytes with an entry's name replaced by another one of the same length, everywhere. */
    byte[] bytesRenaming(String from, String to) throws IOException {
        byte[] jar = bytes();
        byte[] old = from.getBytes(StandardCharsets.UTF_8);
        byte[] replacement = to.getBytes(StandardCharsets.UTF_8);
        for (int at = 0; at + old.length <= jar.length; at++) {
            boolean found = true;
            for (int i = 0; i < old.length && found; i++) {
                found = jar[at + i] == old[i];
            }
            if (found) {
                System.arraycopy(replacement, 0, jar, at, replacement.length);
            }
        }
        return jar;
    }

    private static byte[] code(String entry) throws IOException {
        try (InputStream code = JarDraft.class.getClassLoader().getResourceAsStream(entry)) {
            if (code == null) {
                throw new IOException(entry + " is not on the class path");
            }
            return code.readAllBytes();
        }
    }

    /** The same content gives the same bytes. */
    private static ZipEntry timeless(String name) {
        ZipEntry entry = new ZipEntry(name);
        entry.setTime(0);
        return entry;
    }
}
