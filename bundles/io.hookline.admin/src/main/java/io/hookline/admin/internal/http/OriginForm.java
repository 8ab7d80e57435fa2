package io.hookline.admin.internal.http;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Targets in absolute form, as clients send them that take this listener for a proxy: {@code GET
 * http://localhost:8181/v1/status}. The host in the target counts then, and {@code Host} does not (RFC 9112, 3.2.2).
 */
final class OriginForm {

    private static final Pattern ABSOLUTE = Pattern.compile("(?i:https?)://([^/?#]*)([/?].*)?");

    private OriginForm() {}

    /**
     * Changes a head whose target is in absolute form to one that says the same in origin form.
     *
     * @throws Problem if the target is neither
     */
    static void of(HttpRequest head) throws Problem {
        String target = head.uri();
        if (target.startsWith("/")) {
            return;
        }
        Matcher absolute = ABSOLUTE.matcher(target);
        if (!absolute.matches()
                || absolute.group(1).isEmpty()
                || absolute.group(1).indexOf('@') >= 0) {
            throw Problem.malformed("The request's target is a path, or an http or https address");
        }
        String rest = absolute.group(2) == null ? "" : absolute.group(2);
        head.setUri(rest.startsWith("/") ? rest : "/" + rest);
        if (head.headers().getAll(HttpHeaderNames.HOST).size() == 1) {
            head.headers().set(HttpHeaderNames.HOST, absolute.group(1));
        }
    }
}
