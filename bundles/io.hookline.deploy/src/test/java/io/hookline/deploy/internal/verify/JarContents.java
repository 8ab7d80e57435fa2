package io.hookline.deploy.internal.verify;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/** The entries of a jar, to be changed and written again. */
final class JarContents {

    private final Map<String, byte[]> entries = new LinkedHashMap<>();

    static JarContents of(Path jar) throws IOException {
        JarContents contents = new JarContents();
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            for (ZipEntry entry : zip.stream().toList()) {
                try (InputStream in = zip.getInputStream(entry)) {
                    contents.entries.put(entry.getName(), in.readAllBytes());
                }
            }
        }
        return contents;
    }

    JarContents put(String name, String content) {
        entries.put(name, content.getBytes(StandardCharsets.UTF_8));
        return this;
    }

    JarContents change(String name, UnaryOperator<String> change) {
        String content = new String(entries.get(name), StandardCharsets.UTF_8);
        return put(name, change.apply(content));
    }

    JarContents remove(String name) {
        if (entries.remove(name) == null) {
            throw new IllegalArgumentException(name + " is not in " + entries.keySet());
        }
        return this;
    }

    Path write(Path folder) throws IOException {
        Path jar = Files.createTempFile(folder, "changed", ".jar");
        try (OutputStream out = Files.newOutputStream(jar);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue());
                zip.closeEntry();
            }
        }
        return jar;
    }
}
