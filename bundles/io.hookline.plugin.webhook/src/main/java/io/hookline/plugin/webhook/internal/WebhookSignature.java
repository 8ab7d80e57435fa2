package io.hookline.plugin.webhook.internal;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs requests as <a href="https://www.standardwebhooks.com">Standard Webhooks</a> has it: HMAC-SHA-256 over id,
 * timestamp and body, joined by dots. Immutable.
 */
final class WebhookSignature {

    private static final String ALGORITHM = "HmacSHA256";
    private static final String BASE64 = "whsec_";
    private static final int LEAST_BYTES = 16;

    private final SecretKeySpec key;

    /** @throws IllegalArgumentException if the secret is too short, or not Base64 behind its prefix */
    WebhookSignature(String secret) {
        byte[] bytes = bytesOf(secret);
        if (bytes.length < LEAST_BYTES) {
            throw new IllegalArgumentException("the secret has " + bytes.length + " bytes: give " + LEAST_BYTES
                    + " or more, for instance whsec_$(openssl rand -base64 32)");
        }
        key = new SecretKeySpec(bytes, ALGORITHM);
    }

    private static byte[] bytesOf(String secret) {
        if (!secret.startsWith(BASE64)) {
            return secret.getBytes(StandardCharsets.UTF_8);
        }
        try {
            return Base64.getDecoder().decode(secret.substring(BASE64.length()));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "the secret is not Base64 behind " + BASE64 + ": leave the prefix out, or correct it");
        }
    }

    /** The value of the header field. */
    String of(String id, long timestamp, byte[] body) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            mac.update((id + '.' + timestamp + '.').getBytes(StandardCharsets.UTF_8));
            return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JVM has no " + ALGORITHM, e);
        }
    }
}
