package io.hookline.gateway.internal.message;

import org.jspecify.annotations.Nullable;

/**
 * Reads the head of a request of HTTP/2, whose frames and pseudo-fields the codec has checked: the same rules as for
 * HTTP/1.1 apply to what they say.
 */
public final class Http2RequestParser {

    private final String method;
    private final @Nullable String authority;
    private final @Nullable String path;
    private final Fields fields;
    private Target target = new Target("", null, null);

    /** A parser of one head; the fields are those without a colon at the beginning. */
    public Http2RequestParser(String method, @Nullable String authority, @Nullable String path, Fields fields) {
        this.method = method;
        this.authority = authority;
        this.path = path;
        this.fields = fields;
    }

    /** What is known of a head that was refused. */
    public RequestHead known() {
        return RequestHead.known(method, target, RequestHead.HTTP_2);
    }

    /**
     * Reads the head. Called once.
     *
     * @param bodyless whether no body follows
     * @throws BadMessage what is wrong, with the status for the client
     */
    public RequestHead parse(boolean bodyless, int maxFields) throws BadMessage {
        if (!Grammar.isToken(method)) {
            throw BadMessage.malformed("the method is malformed");
        }
        if (method.equals("CONNECT") || method.equals("TRACE")) {
            throw new BadMessage(405, "the method " + method + " is not supported");
        }
        String text = path;
        if (text == null || !(text.startsWith("/") || text.equals("*"))) {
            throw BadMessage.malformed("the path is neither a path nor *");
        }
        target = Target.parse(method, text);
        if (fields.size() > maxFields) {
            throw new BadMessage(431, "there are more than " + maxFields + " header fields");
        }
        checkFields();
        joinCookies();
        String host = host();
        Framing framing = framing(bodyless);
        boolean waits = expectsContinue() && !framing.isEmpty();
        return new RequestHead(method, target, RequestHead.HTTP_2, host, fields, framing, true, waits, false);
    }

    private void checkFields() throws BadMessage {
        for (int i = 0; i < fields.size(); i++) {
            if (!Grammar.isToken(fields.name(i))) {
                throw BadMessage.malformed("a header field's name is malformed");
            }
            String value = fields.value(i);
            for (int c = 0; c < value.length(); c++) {
                if (!Grammar.isValue(value.charAt(c))) {
                    throw BadMessage.malformed("a header field's value has a control character");
                }
            }
        }
    }

    /** RFC 9113, section 8.2.3: HTTP/2 may split the field, HTTP/1.1 may not. */
    private void joinCookies() {
        if (fields.count("cookie") > 1) {
            fields.set("cookie", String.join("; ", fields.all("cookie")));
        }
    }

    private String host() throws BadMessage {
        String host = fields.first("host");
        String named = authority;
        boolean differs = named != null && host != null && !named.equalsIgnoreCase(host);
        if (fields.count("host") > 1 || differs) {
            throw BadMessage.malformed("the host is given in two ways");
        }
        if (named == null && host == null) {
            throw BadMessage.malformed("the host is missing");
        }
        return Authority.checked(named == null ? String.valueOf(host) : named);
    }

    private Framing framing(boolean bodyless) throws BadMessage {
        if (fields.has("transfer-encoding")) {
            throw BadMessage.malformed("HTTP/2 has no transfer codings");
        }
        long length = BodyLength.contentLength(fields);
        if (bodyless) {
            if (length > 0) {
                throw BadMessage.malformed("Content-Length promises a body that is missing");
            }
            return length < 0 ? Framing.NONE : Framing.ofLength(0);
        }
        return length < 0 ? Framing.CHUNKED : Framing.ofLength(length);
    }

    private boolean expectsContinue() throws BadMessage {
        String expect = fields.first("expect");
        if (expect != null && !expect.equalsIgnoreCase("100-continue")) {
            throw new BadMessage(417, "the expectation is not known");
        }
        return expect != null;
    }
}
