package io.hookline.common.identity;

import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.util.Base64URL;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/**
 * A token in compact form, taken apart but not verified: nothing that it says may be believed yet. Immutable.
 *
 * @param header the header, for the verifier
 * @param claims the members of the payload, as {@link StrictJson} has them
 * @param signingInput what is signed
 * @param signature the signature
 */
public record SignedToken(JWSHeader header, Map<String, Object> claims, String signingInput, Base64URL signature) {

    /** By these a token brings its own key or changes how it is to be read. They are refused, not ignored. */
    private static final List<String> NOT_ALLOWED =
            List.of("crit", "jku", "jwk", "x5u", "x5c", "b64", "enc", "zip", "epk", "apu", "apv");

    /**
     * Takes a token apart.
     *
     * @throws RefusedTokenException if it has not the form of a signed token
     */
    public static SignedToken parse(String token) throws RefusedTokenException {
        int first = token.indexOf('.');
        int second = token.indexOf('.', first + 1);
        if (first < 1 || second < 0 || token.indexOf('.', second + 1) >= 0) {
            throw new RefusedTokenException("it has not three parts");
        }
        String header = token.substring(0, first);
        Map<String, Object> parameters = object(header, "header");
        for (String name : NOT_ALLOWED) {
            if (parameters.containsKey(name)) {
                throw new RefusedTokenException("its header has the parameter " + name + ", which is not allowed");
            }
        }
        Map<String, Object> claims = object(token.substring(first + 1, second), "payload");
        String signature = token.substring(second + 1);
        decoded(signature, "signature");
        try {
            return new SignedToken(
                    JWSHeader.parse(parameters, new Base64URL(header)),
                    claims,
                    token.substring(0, second),
                    new Base64URL(signature));
        } catch (ParseException | IllegalArgumentException e) {
            throw new RefusedTokenException("its header is not the one of a signed token");
        }
    }

    /** What the signature is made of. */
    public byte[] signedBytes() {
        return signingInput.getBytes(StandardCharsets.US_ASCII);
    }

    private static Map<String, Object> object(String part, String name) throws RefusedTokenException {
        byte[] json = decoded(part, name);
        try {
            return StrictJson.object(json);
        } catch (IllegalArgumentException e) {
            throw new RefusedTokenException("its " + name + " is refused: " + e.getMessage());
        }
    }

    /** Decodes base64url, in the one form that RFC 7515 allows: no padding, no other characters, no stray bits. */
    private static byte[] decoded(String part, String name) throws RefusedTokenException {
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(part);
            if (bytes.length > 0
                    && Base64.getUrlEncoder()
                            .withoutPadding()
                            .encodeToString(bytes)
                            .equals(part)) {
                return bytes;
            }
        } catch (IllegalArgumentException e) {
            // Falls through to the refusal.
        }
        throw new RefusedTokenException("its " + name + " is empty or not base64url");
    }
}
