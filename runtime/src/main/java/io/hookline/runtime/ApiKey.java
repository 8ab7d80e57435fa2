package io.hookline.runtime;

import java.security.SecureRandom;
import java.util.Base64;

/** Generates random API keys: 192 bits, in characters that need no quoting in a shell, a header or a configuration. */
final class ApiKey {

    private static final int BYTES = 24;

    private ApiKey() {}

    static String generate() {
        byte[] bytes = new byte[BYTES];
        SecureRandom random = new SecureRandom();
        String key;
        do {
            random.nextBytes(bytes);
            key = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
            // A key that starts with a dash could be mistaken for an option.
        } while (key.charAt(0) == '-');
        return key;
    }
}
