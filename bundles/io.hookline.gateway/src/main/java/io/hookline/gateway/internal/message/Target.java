package io.hookline.gateway.internal.message;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a request is for, in the one form that hooks and the upstream see.
 *
 * @param path normalised, beginning with a slash; or {@code *} of {@code OPTIONS *}
 * @param query as the client sent it, without the question mark; null if there is none
 * @param authority the host and port of an absolute target; null if {@code Host} names them
 */
public record Target(String path, @Nullable String query, @Nullable String authority) {

    private static final String ASTERISK = "*";

    /** The path and query as a request line has them, below a base path without slash at its end. */
    public String line(String base) {
        if (path.equals(ASTERISK)) {
            return path;
        }
        return query == null ? base + path : base + path + '?' + query;
    }

    /**
     * Reads the target of a request line.
     *
     * @throws BadMessage if it is malformed or refused
     */
    static Target parse(String method, String text) throws BadMessage {
        if (text.startsWith("/")) {
            return of(text, null);
        }
        if (text.equals(ASTERISK)) {
            if (!method.equals("OPTIONS")) {
                throw BadMessage.malformed("only OPTIONS can have the target *");
            }
            return new Target(ASTERISK, null, null);
        }
        int start = afterScheme(text);
        if (start < 0) {
            throw BadMessage.malformed("the target is neither a path nor an absolute http address");
        }
        int end = start;
        while (end < text.length() && "/?#".indexOf(text.charAt(end)) < 0) {
            end++;
        }
        String authority = Authority.checked(text.substring(start, end));
        String rest = text.substring(end);
        if (rest.isEmpty() && method.equals("OPTIONS")) {
            return new Target(ASTERISK, null, authority);
        }
        return of(rest.startsWith("/") ? rest : "/" + rest, authority);
    }

    private static int afterScheme(String text) {
        String start = text.substring(0, Math.min(8, text.length())).toLowerCase(Locale.ROOT);
        return start.startsWith("http://") ? 7 : start.startsWith("https://") ? 8 : -1;
    }

    private static Target of(String text, @Nullable String authority) throws BadMessage {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!Grammar.isVisible(c) || c == '#') {
                throw BadMessage.malformed("the target has a fragment or a character that must be encoded");
            }
        }
        int mark = text.indexOf('?');
        String path = mark < 0 ? text : text.substring(0, mark);
        return new Target(PathNormaliser.normalise(path), mark < 0 ? null : text.substring(mark + 1), authority);
    }
}
