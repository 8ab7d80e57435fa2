package io.hookline.plugin.encrypt.internal;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Encrypts texts with AES-256 in GCM. An encrypted text is {@code enc:KEY:BASE64} of nonce and cipher text with its
 * tag; table and column are authenticated with it, so that a value cannot be moved to another column. Immutable; safe
 * for use by many threads.
 */
final class Keys {

    private static final String PREFIX = "enc:";
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,32}");
    private static final int KEY_BYTES = 32;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final Map<String, SecretKeySpec> byId = new LinkedHashMap<>();
    private final String first;
    private final SecureRandom random = new SecureRandom();

    /**
     * Reads keys.
     *
     * @param lines each {@code id:base64}; the first encrypts
     * @throws IllegalArgumentException if one is malformed; the message contains no key
     */
    Keys(List<String> lines) {
        for (String line : lines) {
            int colon = line.indexOf(':');
            String id = colon < 0 ? "" : line.substring(0, colon).strip();
            byte[] key = decode(line.substring(colon + 1).strip());
            if (!ID.matcher(id).matches() || key.length != KEY_BYTES || byId.containsKey(id)) {
                throw new IllegalArgumentException("key " + (byId.size() + 1) + " of io.hookline.plugin.encrypt is not"
                        + " id:base64 of 32 bytes, with an id of its own of letters, digits, '_' and '-': make one with"
                        + " 'openssl rand -base64 32'");
            }
            byId.put(id, new SecretKeySpec(key, "AES"));
        }
        if (byId.isEmpty()) {
            throw new IllegalArgumentException("'keys' of io.hookline.plugin.encrypt names no key");
        }
        first = byId.keySet().iterator().next();
    }

    private static byte[] decode(String text) {
        try {
            return Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            return new byte[0];
        }
    }

    String encrypt(String column, String text) throws GeneralSecurityException {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        byte[] sealed =
                cipher(Cipher.ENCRYPT_MODE, first, nonce, column).doFinal(text.getBytes(StandardCharsets.UTF_8));
        byte[] all = new byte[NONCE_BYTES + sealed.length];
        System.arraycopy(nonce, 0, all, 0, NONCE_BYTES);
        System.arraycopy(sealed, 0, all, NONCE_BYTES, sealed.length);
        return PREFIX + first + ":" + Base64.getEncoder().encodeToString(all);
    }

    /**
     * The text; a value that is not encrypted is returned as it is, since it may be older than the plugin.
     *
     * @throws GeneralSecurityException if its key is unknown, or it was changed
     */
    String decrypt(String column, String value) throws GeneralSecurityException {
        int colon = value.startsWith(PREFIX) ? value.indexOf(':', PREFIX.length()) : -1;
        if (colon < 0) {
            return value;
        }
        String id = value.substring(PREFIX.length(), colon);
        byte[] all = decode(value.substring(colon + 1));
        if (!byId.containsKey(id) || all.length < NONCE_BYTES) {
            throw new GeneralSecurityException("a value of " + column + " is encrypted with the key '"
                    + (ID.matcher(id).matches() ? id : "?") + "', which 'keys' of io.hookline.plugin.encrypt does not"
                    + " contain, or it is damaged");
        }
        byte[] nonce = new byte[NONCE_BYTES];
        System.arraycopy(all, 0, nonce, 0, NONCE_BYTES);
        byte[] text =
                cipher(Cipher.DECRYPT_MODE, id, nonce, column).doFinal(all, NONCE_BYTES, all.length - NONCE_BYTES);
        return new String(text, StandardCharsets.UTF_8);
    }

    private Cipher cipher(int mode, String id, byte[] nonce, String column) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, byId.get(id), new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(column.getBytes(StandardCharsets.UTF_8));
        return cipher;
    }
}
