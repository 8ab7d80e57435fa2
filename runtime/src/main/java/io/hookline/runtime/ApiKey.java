package io.hookline.runtime;

import java.security.SecureRandom;
import java.util.Base64;

/** A new random key: 192 bits, in letters that need no quoting in a shell, a header or a configuration. */
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
            // One that starts with a dash could be taken for an option when it is pasted.
        } while (key.charAt(0) == '-');
        return key;
    }
}
