package io.hookline.gateway.internal.message;

/**
 * The head of an upstream's response that passed all checks.
 *
 * @param status 100 to 599
 * @param reason the phrase after the status; may be empty
 * @param fields the field lines as they came
 * @param framing the response's body
 * @param persistent whether the connection can be used again after the body
 */
public record ResponseHead(int status, String reason, Fields fields, Framing framing, boolean persistent) {

    /** Whether another head follows for the same request. */
    public boolean isInterim() {
        return status < 200 && status != 101;
    }

    /** The length of the body, for {@code HEAD} of the one that {@code GET} would have; -1 if it is not known. */
    public long length() {
        if (framing.kind() != Framing.Kind.NONE) {
            return framing.length();
        }
        // Checked when the head was read.
        String declared = isBodyless(status) ? null : fields.first("Content-Length");
        return declared == null ? (isBodyless(status) ? 0 : -1) : Long.parseLong(declared);
    }

    /** Whether responses of this status never have a body. */
    public static boolean isBodyless(int status) {
        return status < 200 || status == 204 || status == 304;
    }
}
