package io.hookline.gateway.internal.message;

import java.util.List;

/** Reads the head of an upstream's response. Whatever is not plainly valid is refused. */
public final class ResponseParser {

    private ResponseParser() {}

    /**
     * Reads a head.
     *
     * @param head its lines, from a {@link HeadScanner}
     * @param maxFields the maximum number of field lines
     * @param request the method of the request, and whether it asked for a protocol switch, decide on the body
     * @throws BadMessage what is wrong
     */
    public static ResponseHead parse(byte[] head, int maxFields, RequestHead request) throws BadMessage {
        HeadLines lines = new HeadLines(head);
        String line = lines.first();
        boolean old = line.startsWith(RequestHead.HTTP_1_0);
        boolean known = old || line.startsWith(RequestHead.HTTP_1_1);
        if (!known || line.length() < 12 || line.charAt(8) != ' ' || (line.length() > 12 && line.charAt(12) != ' ')) {
            throw BadMessage.malformed("the status line is malformed");
        }
        int status = status(line);
        String reason = line.length() > 13 ? line.substring(13) : "";
        for (int i = 0; i < reason.length(); i++) {
            if (!Grammar.isValue(reason.charAt(i))) {
                throw BadMessage.malformed("the reason phrase has a control character");
            }
        }
        Fields fields = lines.fields(maxFields);
        checkSwitch(status, fields, request);
        List<String> connection = ListField.tokens(fields, "Connection");
        Framing framing = framing(status, fields, old, request);
        boolean persistent = framing.kind() != Framing.Kind.UNTIL_CLOSE
                && !connection.contains("close")
                && (!old || connection.contains("keep-alive"));
        return new ResponseHead(status, reason, fields, framing, persistent);
    }

    private static int status(String line) throws BadMessage {
        int status = 0;
        for (int i = 9; i < 12; i++) {
            int digit = line.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                throw BadMessage.malformed("the status is not a number");
            }
            status = 10 * status + digit;
        }
        if (status < 100 || status > 599) {
            throw BadMessage.malformed("the status is not 100 to 599");
        }
        return status;
    }

    private static void checkSwitch(int status, Fields fields, RequestHead request) throws BadMessage {
        if (status != 101) {
            return;
        }
        boolean matches = request.upgrade()
                && fields.count("Upgrade") == 1
                && "websocket".equalsIgnoreCase(fields.first("Upgrade"));
        if (!matches) {
            throw BadMessage.malformed("it switches to a protocol that was not asked for");
        }
    }

    private static Framing framing(int status, Fields fields, boolean old, RequestHead request) throws BadMessage {
        boolean chunked = BodyLength.isChunked(fields, old);
        long length = BodyLength.contentLength(fields);
        if (ResponseHead.isBodyless(status) || request.method().equals("HEAD")) {
            return Framing.NONE;
        }
        if (chunked) {
            return Framing.CHUNKED;
        }
        return length < 0 ? Framing.UNTIL_CLOSE : Framing.ofLength(length);
    }
}
