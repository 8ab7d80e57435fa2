package io.hookline.plugin.jwt.internal;

import io.hookline.common.identity.RefusedTokenException;
import java.util.List;

/** Finds the token in the header {@code Authorization}, the only place where it is looked for. */
final class BearerToken {

    private static final String SCHEME = "Bearer ";

    private BearerToken() {}

    /** Whether the fields carry no bearer token at all, not even a malformed one. */
    static boolean isAbsent(List<String> fields) {
        return fields.stream().noneMatch(field -> field.regionMatches(true, 0, SCHEME.strip(), 0, 6));
    }

    /**
     * The token of the only field.
     *
     * @param mostBytes the largest token
     * @throws RefusedTokenException if there are several fields, or the token is too large
     */
    static String of(List<String> fields, int mostBytes) throws RefusedTokenException {
        if (fields.size() != 1) {
            throw new RefusedTokenException("the request has " + fields.size() + " fields Authorization");
        }
        String field = fields.get(0);
        if (!field.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            throw new RefusedTokenException("the scheme is not followed by one space and a token");
        }
        String token = field.substring(SCHEME.length());
        if (token.length() > mostBytes) {
            throw new RefusedTokenException("the token has " + token.length() + " characters, and " + mostBytes
                    + " are allowed (maxTokenBytes)");
        }
        return token;
    }
}
