package io.hookline.gateway.internal.message;

import java.nio.charset.StandardCharsets;

/** The lines of a head, one after the other. Each byte becomes one character. */
final class HeadLines {

    private final byte[] head;
    private int at;

    HeadLines(byte[] head) {
        this.head = head;
    }

    /** The first line, which the caller checks. */
    String first() {
        int end = lineEnd();
        String line = text(at, end);
        at = end + 2;
        return line;
    }

    /**
     * Reads the field lines up to the empty line.
     *
     * @throws BadMessage if one is malformed (400) or there are too many (431)
     */
    Fields fields(int most) throws BadMessage {
        Fields fields = new Fields();
        int end = lineEnd();
        while (end > at) {
            if (fields.size() == most) {
                throw new BadMessage(431, "there are more than " + most + " header fields");
            }
            addField(fields, end);
            at = end + 2;
            end = lineEnd();
        }
        at = end + 2;
        return fields;
    }

    private void addField(Fields fields, int end) throws BadMessage {
        int colon = at;
        while (colon < end && Grammar.isToken(head[colon] & 0xff)) {
            colon++;
        }
        if (colon == at || colon == end || head[colon] != ':') {
            throw BadMessage.malformed("a header field's name is malformed");
        }
        int from = colon + 1;
        int to = end;
        while (from < to && isBlank(head[from])) {
            from++;
        }
        while (to > from && isBlank(head[to - 1])) {
            to--;
        }
        for (int i = from; i < to; i++) {
            if (!Grammar.isValue(head[i] & 0xff)) {
                throw BadMessage.malformed("a header field's value has a control character");
            }
        }
        fields.add(text(at, colon), text(from, to));
    }

    /** Where the line ends. A CR inside it is found when the line's characters are checked. */
    private int lineEnd() {
        int i = at;
        while (head[i] != '\n') {
            i++;
        }
        return i - 1;
    }

    private String text(int from, int to) {
        return new String(head, from, to - from, StandardCharsets.ISO_8859_1);
    }

    private static boolean isBlank(byte b) {
        return b == ' ' || b == '\t';
    }
}
