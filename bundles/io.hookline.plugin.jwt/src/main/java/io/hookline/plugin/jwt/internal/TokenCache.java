package io.hookline.plugin.jwt.internal;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Verified tokens by their SHA-256 digests, until they expire, or until the rules or the keys of their issuer change.
 * Only tokens that were accepted get in. Safe for many threads.
 */
final class TokenCache {

    private final Cache<ByteBuffer, Entry> entries;

    TokenCache(int most) {
        this.entries =
                Caffeine.newBuilder().maximumSize(most).executor(Runnable::run).build();
    }

    /** Whom the token belongs to, or null if it has to be verified. */
    @Nullable
    Identity get(ByteBuffer digest, Instant now) {
        Entry entry = entries.getIfPresent(digest);
        return entry != null && entry.trust == entry.issuer.trust() && now.isBefore(entry.identity.until())
                ? entry.identity
                : null;
    }

    void put(ByteBuffer digest, Issuer issuer, Trust trust, Identity identity) {
        entries.put(digest, new Entry(issuer, trust, identity));
    }

    static ByteBuffer digest(String token) {
        try {
            return ByteBuffer.wrap(
                    MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.ISO_8859_1)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private record Entry(Issuer issuer, Trust trust, Identity identity) {}
}
