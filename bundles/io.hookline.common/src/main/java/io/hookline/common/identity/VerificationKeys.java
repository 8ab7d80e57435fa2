package io.hookline.common.identity;

import com.nimbusds.jose.Algorithm;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyOperation;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The public keys of an issuer, from a JWK set. Keys that cannot verify a signature are left out: symmetric ones, those
 * for encryption, RSA keys below 2048 bits, and what is malformed. Immutable.
 */
public final class VerificationKeys {

    private static final int LEAST_RSA_BITS = 2048;

    private final List<Key> keys;

    private VerificationKeys(List<Key> keys) {
        this.keys = List.copyOf(keys);
    }

    /**
     * Reads a JWK set.
     *
     * @throws IllegalArgumentException if it is none, or holds no usable key; the message says so
     */
    public static VerificationKeys parse(byte[] json) {
        if (!(StrictJson.object(json).get("keys") instanceof List<?> entries)) {
            throw new IllegalArgumentException("no JWK set: it has no list 'keys'");
        }
        List<Key> keys = new ArrayList<>();
        for (Object entry : entries) {
            Key key = key(entry);
            if (key != null) {
                keys.add(key);
            }
        }
        if (keys.isEmpty()) {
            throw new IllegalArgumentException("none of its " + entries.size()
                    + " keys can verify a signature: RSA keys of at least 2048 bits and EC keys can");
        }
        return new VerificationKeys(keys);
    }

    /** How many there are. */
    public int size() {
        return keys.size();
    }

    /**
     * The key that a header names, which only is a name: it is compared with those of the set. Without a name, the only
     * key for the algorithm.
     *
     * @throws RefusedTokenException if there is none, or more than one
     */
    public JWSVerifier verifierFor(JWSHeader header) throws RefusedTokenException {
        JWSVerifier found = null;
        for (Key key : keys) {
            if ((header.getKeyID() == null || header.getKeyID().equals(key.id)) && key.fits(header.getAlgorithm())) {
                if (found != null) {
                    throw new RefusedTokenException("several keys of its issuer fit");
                }
                found = key.verifier;
            }
        }
        if (found == null) {
            throw RefusedTokenException.unknownKey("no key of its issuer has its key id and algorithm");
        }
        return found;
    }

    @SuppressWarnings("unchecked") // the maps of StrictJson have texts as keys
    private static @Nullable Key key(Object entry) {
        try {
            JWK jwk = JWK.parse((Map<String, Object>) entry);
            boolean isForSignatures = (jwk.getKeyUse() == null
                            || jwk.getKeyUse().equals(KeyUse.SIGNATURE))
                    && (jwk.getKeyOperations() == null || jwk.getKeyOperations().contains(KeyOperation.VERIFY));
            JWSVerifier verifier = isForSignatures ? verifier(jwk) : null;
            return verifier == null ? null : new Key(jwk.getKeyID(), jwk.getAlgorithm(), verifier);
        } catch (ParseException | JOSEException | RuntimeException e) {
            // As RFC 7517 says: keys that are not understood are ignored.
            return null;
        }
    }

    private static @Nullable JWSVerifier verifier(JWK jwk) throws JOSEException {
        if (jwk instanceof RSAKey rsa && rsa.size() >= LEAST_RSA_BITS) {
            return new RSASSAVerifier(rsa.toRSAPublicKey());
        }
        return jwk instanceof ECKey ec ? new ECDSAVerifier(ec.toECPublicKey()) : null;
    }

    private record Key(@Nullable String id, @Nullable Algorithm only, JWSVerifier verifier) {

        boolean fits(JWSAlgorithm algorithm) {
            return verifier.supportedJWSAlgorithms().contains(algorithm)
                    && Objects.requireNonNullElse(only, algorithm).equals(algorithm);
        }
    }
}
