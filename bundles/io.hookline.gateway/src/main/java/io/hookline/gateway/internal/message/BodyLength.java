package io.hookline.gateway.internal.message;

import java.util.List;

/** The rules of RFC 9112, section 6, that requests and responses share; stricter where it allows a choice. */
final class BodyLength {

    private static final int MAX_DIGITS = 18;

    private BodyLength() {}

    /**
     * Whether the message is in chunks.
     *
     * @throws BadMessage if another transfer coding is given (501 or 400), or a length too (400)
     */
    static boolean isChunked(Fields fields, boolean old) throws BadMessage {
        List<String> codings = fields.all("Transfer-Encoding");
        if (codings.isEmpty()) {
            return false;
        }
        if (old) {
            throw BadMessage.malformed("HTTP/1.0 has no transfer codings");
        }
        if (codings.size() > 1 || !codings.get(0).equalsIgnoreCase("chunked")) {
            throw unknown(codings);
        }
        if (fields.has("Content-Length")) {
            throw BadMessage.malformed("both Transfer-Encoding and Content-Length are given");
        }
        return true;
    }

    /**
     * The value of {@code Content-Length}, or -1 if there is none.
     *
     * @throws BadMessage if it is not one number below 10 to the power of 18
     */
    static long contentLength(Fields fields) throws BadMessage {
        String text = fields.first("Content-Length");
        if (text == null) {
            return -1;
        }
        if (fields.count("Content-Length") > 1) {
            throw BadMessage.malformed("Content-Length is given more than once");
        }
        if (text.isEmpty() || text.length() > MAX_DIGITS) {
            throw BadMessage.malformed("Content-Length is not a number, or too large");
        }
        long length = 0;
        for (int i = 0; i < text.length(); i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                throw BadMessage.malformed("Content-Length is not a number");
            }
            length = 10 * length + digit;
        }
        return length;
    }

    private static BadMessage unknown(List<String> codings) {
        String all = String.join(",", codings);
        int comma = all.lastIndexOf(',');
        boolean chunkedLast = comma > 0 && all.substring(comma + 1).strip().equalsIgnoreCase("chunked");
        boolean chunkedTwice = chunkedLast
                && all.substring(0, comma).toLowerCase(java.util.Locale.ROOT).contains("chunked");
        return chunkedLast && !chunkedTwice
                ? new BadMessage(501, "the transfer coding is not known")
                : BadMessage.malformed("Transfer-Encoding is not 'chunked'");
    }
}
