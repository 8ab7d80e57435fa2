package io.hookline.gateway.internal.message;

import org.jspecify.annotations.Nullable;

/** Reads the head of a request of HTTP/2. The same rules as for HTTP/1.1 apply to what it says. */
public final class Http2RequestParser {

    private static final int MAX_METHOD = 32;
    private static final String NOT_READ = "";

    private final Fields lines;
    private final Fields fields = new Fields();
    private @Nullable String method;
    private @Nullable String scheme;
    private @Nullable String authority;
    private @Nullable String path;
    private Target target = new Target(NOT_READ, null, null);
    private boolean malformed;

    /**
     * A parser of one head.
     *
     * @param lines its fields as they came, with pseudo-fields among them
     */
    public Http2RequestParser(Fields lines) {
        this.lines = lines;
    }

    /** What is known of a head that was refused. */
    public RequestHead known() {
        String named = method;
        if (named == null || !isMethod(named)) {
            named = NOT_READ;
        }
        return RequestHead.known(named, target, RequestHead.HTTP_2);
    }

    /** Whether a refused head breaks the protocol, so that its stream has to end with an error: RFC 9113, 8.1.1. */
    public boolean isMalformed() {
        return malformed;
    }

    /**
     * Reads the head. Called once.
     *
     * @param bytes the size of all fields, with 32 for each, also of those that were not kept
     * @param bodyless whether no body follows
     * @throws BadMessage what is wrong, with the status for the client
     */
    public RequestHead parse(long bytes, boolean bodyless, int maxBytes, int maxFields, int maxLineBytes)
            throws BadMessage {
        if (bytes > maxBytes) {
            throw new BadMessage(431, "the head is longer than " + maxBytes + " bytes");
        }
        malformed = true;
        readLines();
        String named = method();
        String text = path(named);
        String host = host();
        Framing framing = framing(bodyless);
        malformed = false;
        if (named.equals("CONNECT") || named.equals("TRACE")) {
            throw new BadMessage(405, "the method " + named + " is not supported");
        }
        if (named.length() + text.length() + " HTTP/2 ".length() > maxLineBytes) {
            throw new BadMessage(414, "the method and the path are longer than " + maxLineBytes + " bytes");
        }
        if (fields.size() > maxFields) {
            throw new BadMessage(431, "there are more than " + maxFields + " header fields");
        }
        target = Target.parse(named, text);
        joinCookies();
        boolean waits = expectsContinue() && !framing.isEmpty();
        return new RequestHead(named, target, RequestHead.HTTP_2, host, fields, framing, true, waits, false);
    }

    private void readLines() throws BadMessage {
        for (int i = 0; i < lines.size(); i++) {
            String name = lines.name(i);
            if (!name.startsWith(":")) {
                Http2FieldRules.check(name, lines.value(i));
                fields.add(name, lines.value(i));
            } else if (fields.size() > 0) {
                throw BadMessage.malformed("a pseudo-field stands behind a field");
            } else {
                readPseudo(name, lines.value(i));
            }
        }
    }

    private void readPseudo(String name, String value) throws BadMessage {
        switch (name) {
            case ":method" -> method = once(method, value);
            case ":scheme" -> scheme = once(scheme, value);
            case ":authority" -> authority = once(authority, value);
            case ":path" -> path = once(path, value);
            default -> throw BadMessage.malformed("a pseudo-field is not known");
        }
    }

    private static String once(@Nullable String before, String value) throws BadMessage {
        if (before != null) {
            throw BadMessage.malformed("a pseudo-field is given more than once");
        }
        return value;
    }

    private String method() throws BadMessage {
        String named = method;
        if (named == null || !isMethod(named)) {
            throw BadMessage.malformed("the method is missing or malformed");
        }
        return named;
    }

    private static boolean isMethod(String text) {
        return text.length() <= MAX_METHOD && Grammar.isToken(text);
    }

    private String path(String named) throws BadMessage {
        String text = path;
        String how = scheme;
        if (named.equals("CONNECT")) {
            // RFC 9113, section 8.5.
            if (text != null || how != null || authority == null) {
                throw BadMessage.malformed("CONNECT has an authority only");
            }
            return NOT_READ;
        }
        if (how == null || !(how.equalsIgnoreCase("http") || how.equalsIgnoreCase("https"))) {
            throw BadMessage.malformed("the scheme is neither http nor https");
        }
        boolean asterisk = "*".equals(text) && named.equals("OPTIONS");
        if (text == null || !(text.startsWith("/") || asterisk)) {
            throw BadMessage.malformed("the path is missing, or does not begin with a slash");
        }
        return text;
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
        if (expect != null && (fields.count("expect") > 1 || !expect.equalsIgnoreCase("100-continue"))) {
            throw new BadMessage(417, "the expectation is not known");
        }
        return expect != null;
    }
}
