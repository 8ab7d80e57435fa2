package io.hookline.gateway.internal.message;

/**
 * The head of a request that passed all checks. Not changed after that; hooks change a copy of its fields.
 *
 * @param method the method, case-sensitive
 * @param target what it is for
 * @param protocol for instance {@code HTTP/1.1}
 * @param host the host and port that it is for; empty if an HTTP/1.0 client gives none
 * @param fields the field lines as they came
 * @param framing the request's body
 * @param persistent whether the client can send another request on the connection
 * @param expectsContinue whether the client waits for {@code 100 Continue} before it sends the body
 * @param upgrade whether the client asks for a switch to WebSocket
 */
public record RequestHead(
        String method,
        Target target,
        String protocol,
        String host,
        Fields fields,
        Framing framing,
        boolean persistent,
        boolean expectsContinue,
        boolean upgrade) {

    /** HTTP/1.0, whose clients know neither chunks nor interim responses. */
    public static final String HTTP_1_0 = "HTTP/1.0";

    /** HTTP/2. */
    public static final String HTTP_2 = "HTTP/2";

    /** HTTP/1.1. */
    public static final String HTTP_1_1 = "HTTP/1.1";

    /**
     * The head of a request that never arrived on a connection, without fields.
     *
     * @throws IllegalArgumentException if it would be refused
     */
    public static RequestHead sample(String method, String target) {
        try {
            if (!target.startsWith("/")) {
                throw BadMessage.malformed("its path must begin with /, unlike \"" + target + "\"");
            }
            return known(method, Target.parse(method, target), HTTP_1_1);
        } catch (BadMessage e) {
            throw new IllegalArgumentException("a sample request is refused: " + e.reason(), e);
        }
    }

    /** What is known of a request that was refused; what is not is empty. */
    static RequestHead known(String method, Target target, String protocol) {
        return new RequestHead(method, target, protocol, "", new Fields(), Framing.NONE, false, false, false);
    }

    /** Whether the client knows HTTP/1.0 only. */
    public boolean isOld() {
        return protocol.equals(HTTP_1_0);
    }
}
