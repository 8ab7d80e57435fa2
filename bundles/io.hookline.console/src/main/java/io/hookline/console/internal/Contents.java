package io.hookline.console.internal;

import io.hookline.admin.web.WebFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.SortedMap;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/** Makes files of contents: type, compression, digest. */
final class Contents {

    private static final int DIGEST_BYTES = 8;
    private static final int SMALLEST_COMPRESSED = 256;
    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "svg", "image/svg+xml",
            "json", "application/json",
            "txt", "text/plain; charset=utf-8");

    private Contents() {}

    /** The file of a content, whose name tells its type. */
    static WebFile file(String name, byte[] content, boolean immutable, boolean framed) {
        String ending = name.substring(name.lastIndexOf('.') + 1);
        return new WebFile(
                TYPES.getOrDefault(ending, "application/octet-stream"),
                content,
                compressed(content),
                immutable,
                framed);
    }

    /** A name for these contents under these paths: others have another one. */
    static String digest(SortedMap<String, byte[]> contents) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            contents.forEach((path, content) -> {
                digest.update((path + "\0" + content.length + "\0").getBytes(StandardCharsets.UTF_8));
                digest.update(content);
            });
            return HexFormat.of().formatHex(digest.digest(), 0, DIGEST_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("each JDK has SHA-256", e);
        }
    }

    private static byte @Nullable [] compressed(byte[] content) {
        if (content.length < SMALLEST_COMPRESSED) {
            return null;
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(content.length / 2);
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(content);
        } catch (IOException e) {
            throw new UncheckedIOException("memory cannot be written", e);
        }
        return bytes.size() < content.length ? bytes.toByteArray() : null;
    }
}
