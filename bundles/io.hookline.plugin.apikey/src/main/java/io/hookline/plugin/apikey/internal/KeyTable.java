package io.hookline.plugin.apikey.internal;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The known keys by their SHA-256 digests. Immutable. */
final class KeyTable {

    private static final String DIGEST_PREFIX = "sha256:";
    /** Only ever copied. */
    private static final MessageDigest SHA_256 = newSha256();

    private final List<Entry> entries;

    private KeyTable(List<Entry> entries) {
        this.entries = entries;
    }

    /**
     * Reads entries of the form {@code client:key} or {@code client:sha256:hex}.
     *
     * @throws IllegalArgumentException if one is not of that form; the message names its position, never the key
     */
    static KeyTable parse(String... configured) {
        List<Entry> entries = new ArrayList<>();
        int place = 0;
        for (String text : String.join(",", configured).split(",", -1)) {
            place++;
            String entry = text.strip();
            if (entry.isEmpty()) {
                continue;
            }
            int colon = entry.indexOf(':');
            if (colon < 1 || colon == entry.length() - 1) {
                throw new IllegalArgumentException(
                        "entry " + place + " of 'keys' is not client:key or client:sha256:<64 hex digits>");
            }
            entries.add(new Entry(entry.substring(0, colon), digest(entry.substring(colon + 1), place)));
        }
        return new KeyTable(List.copyOf(entries));
    }

    int size() {
        return entries.size();
    }

    /** The client whose key this is, or null. Takes the same time whichever entry matches. */
    @Nullable
    String clientOf(String key) {
        byte[] digest = sha256(key);
        String client = null;
        for (Entry entry : entries) {
            if (MessageDigest.isEqual(entry.digest.toBytes(), digest)) {
                client = entry.client;
            }
        }
        return client;
    }

    private static Digest digest(String key, int place) {
        if (!key.startsWith(DIGEST_PREFIX)) {
            return new Digest(sha256(key));
        }
        String hex = key.substring(DIGEST_PREFIX.length());
        if (!hex.matches("[0-9a-fA-F]{64}")) {
            throw new IllegalArgumentException("entry " + place + " of 'keys' has a sha256 that is not 64 hex digits");
        }
        return new Digest(HexFormat.of().parseHex(hex));
    }

    private static byte[] sha256(String text) {
        try {
            // A copy costs less than the search for a provider, and this is done for each request.
            return ((MessageDigest) SHA_256.clone()).digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (CloneNotSupportedException e) {
            return newSha256().digest(text.getBytes(StandardCharsets.UTF_8));
        }
    }

    private static MessageDigest newSha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private record Entry(String client, Digest digest) {}

    /** The bytes of a digest. Immutable. */
    private static final class Digest {

        private final byte[] bytes;

        Digest(byte[] bytes) {
            this.bytes = bytes;
        }

        byte[] toBytes() {
            return bytes;
        }
    }
}
