package io.hookline.gateway.internal.message;

/** Compares a body that frames delimit with the length that its head declares: RFC 9113, section 8.1.1. */
public final class DeclaredLength {

    private final long declared;
    private long arrived;

    /** Of a request with this framing. */
    public DeclaredLength(Framing framing) {
        declared = framing.length();
    }

    /** A length that is not declared. */
    public static DeclaredLength none() {
        return new DeclaredLength(Framing.CHUNKED);
    }

    /**
     * Data arrived.
     *
     * @throws BadMessage if it is more than was declared
     */
    public void arrived(int bytes) throws BadMessage {
        arrived += bytes;
        if (declared >= 0 && arrived > declared) {
            throw BadMessage.malformed("the body is longer than Content-Length");
        }
    }

    /**
     * The body is complete.
     *
     * @throws BadMessage if it is less than was declared
     */
    public void ended() throws BadMessage {
        if (arrived < declared) {
            throw BadMessage.malformed("the body is shorter than Content-Length");
        }
    }
}
