package io.hookline.isolation.wasm.internal.shell;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Adds a manifest to a module: as its custom section {@code hookline}, at the end. */
final class ManifestSection {

    private static final byte[] NAME = "hookline".getBytes(StandardCharsets.UTF_8);
    private static final int LOW_BITS = 0x7f;
    private static final int BITS = 7;

    private ManifestSection() {}

    static byte[] append(byte[] module, String manifest) {
        ByteArrayOutputStream section = new ByteArrayOutputStream();
        size(section, NAME.length);
        section.writeBytes(NAME);
        section.writeBytes(manifest.getBytes(StandardCharsets.UTF_8));
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(module);
        all.write(0);
        size(all, section.size());
        all.writeBytes(section.toByteArray());
        return all.toByteArray();
    }

    /** A number as LEB128 writes it. */
    private static void size(ByteArrayOutputStream out, int value) {
        int rest = value;
        while (rest > LOW_BITS) {
            out.write((rest & LOW_BITS) | (LOW_BITS + 1));
            rest >>>= BITS;
        }
        out.write(rest);
    }
}
