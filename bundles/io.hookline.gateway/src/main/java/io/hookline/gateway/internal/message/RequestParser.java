package io.hookline.gateway.internal.message;

import java.util.List;

/** Reads the head of a request. Whatever is not plainly valid is refused. */
public final class RequestParser {

    private static final int MAX_METHOD = 32;

    private final HeadLines lines;
    private final int maxFields;
    private String method = "";
    private Target target = new Target("", null, null);
    private String protocol = "";

    /**
     * A parser of one head.
     *
     * @param head its lines, from a {@link HeadScanner}
     * @param maxFields the maximum number of field lines
     */
    public RequestParser(byte[] head, int maxFields) {
        this.lines = new HeadLines(head);
        this.maxFields = maxFields;
    }

    /** What is known of a request whose head has not arrived. */
    public static RequestHead unknown() {
        return new RequestParser(new byte[0], 0).known();
    }

    /** What is known of a head that was refused. */
    public RequestHead known() {
        return RequestHead.known(method, target, protocol);
    }

    /**
     * Reads the head. Called once.
     *
     * @throws BadMessage what is wrong, with the status for the client
     */
    public RequestHead parse() throws BadMessage {
        String line = lines.first();
        int space = line.indexOf(' ');
        int second = line.indexOf(' ', space + 1);
        if (space < 1 || second < 0 || line.indexOf(' ', second + 1) >= 0) {
            throw BadMessage.malformed("the request line is not method, target and version");
        }
        method = method(line.substring(0, space));
        protocol = protocol(line.substring(second + 1));
        Fields fields = lines.fields(maxFields);
        if (method.equals("CONNECT") || method.equals("TRACE")) {
            throw new BadMessage(405, "the method " + method + " is not supported");
        }
        target = Target.parse(method, line.substring(space + 1, second));
        boolean old = protocol.equals(RequestHead.HTTP_1_0);
        String host = host(fields, target, old);
        List<String> connection = ListField.tokens(fields, "Connection");
        Framing framing = framing(fields, old);
        boolean persistent = (!old || connection.contains("keep-alive")) && !connection.contains("close");
        return new RequestHead(
                method,
                target,
                protocol,
                host,
                fields,
                framing,
                persistent,
                expectsContinue(fields, old, framing),
                isUpgrade(fields, method, old, connection, framing));
    }

    private static String method(String text) throws BadMessage {
        if (text.length() > MAX_METHOD || !Grammar.isToken(text)) {
            throw BadMessage.malformed("the method is malformed");
        }
        return text;
    }

    private static String protocol(String text) throws BadMessage {
        if (text.equals(RequestHead.HTTP_1_1) || text.equals(RequestHead.HTTP_1_0)) {
            return text;
        }
        boolean wellFormed = text.length() == 8
                && text.startsWith("HTTP/")
                && isDigit(text.charAt(5))
                && text.charAt(6) == '.'
                && isDigit(text.charAt(7));
        throw wellFormed
                ? new BadMessage(505, "the protocol version is not supported")
                : BadMessage.malformed("the protocol version is malformed");
    }

    private static String host(Fields fields, Target target, boolean old) throws BadMessage {
        String host = fields.first("Host");
        if (host == null) {
            if (!old) {
                throw BadMessage.malformed("the field Host is missing");
            }
            return target.authority() == null ? "" : target.authority();
        }
        if (fields.count("Host") > 1) {
            throw BadMessage.malformed("the field Host is given more than once");
        }
        Authority.checked(host);
        // RFC 9112, section 3.2.2: an absolute target takes precedence.
        return target.authority() == null ? host : target.authority();
    }

    private static Framing framing(Fields fields, boolean old) throws BadMessage {
        if (BodyLength.isChunked(fields, old)) {
            return Framing.CHUNKED;
        }
        long length = BodyLength.contentLength(fields);
        return length < 0 ? Framing.NONE : Framing.ofLength(length);
    }

    private static boolean expectsContinue(Fields fields, boolean old, Framing framing) throws BadMessage {
        String expect = fields.first("Expect");
        if (expect == null || old) {
            return false;
        }
        if (fields.count("Expect") > 1 || !expect.equalsIgnoreCase("100-continue")) {
            throw new BadMessage(417, "the expectation is not known");
        }
        return !framing.isEmpty();
    }

    private static boolean isUpgrade(
            Fields fields, String method, boolean old, List<String> connection, Framing framing) {
        // After a switch to another protocol, such as h2c, further requests could follow that no hook would see.
        return !old
                && method.equals("GET")
                && framing.isEmpty()
                && connection.contains("upgrade")
                && fields.count("Upgrade") == 1
                && "websocket".equalsIgnoreCase(fields.first("Upgrade"));
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
