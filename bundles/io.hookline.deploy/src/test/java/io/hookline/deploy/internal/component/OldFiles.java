package io.hookline.deploy.internal.component;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Files as an older version would have written them. */
final class OldFiles {

    private OldFiles() {}

    /** A desired set's file: its digest, a line end, and the set. */
    static String withDigest(String json) throws NoSuchAlgorithmException {
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(json.getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(digest) + "\n" + json;
    }
}
