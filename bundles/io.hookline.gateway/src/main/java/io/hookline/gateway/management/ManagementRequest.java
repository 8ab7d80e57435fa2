package io.hookline.gateway.management;

/**
 * A request of the management port.
 *
 * @param method for instance {@code GET}
 * @param path as the client sent it, not decoded, without the query
 * @param query what follows the question mark, not decoded; empty if there is none
 * @param body at most 64 KiB, in UTF-8
 * @param accept the media types that the client accepts, as in its {@code Accept} fields, with commas between; empty if
 *     it does not say
 */
public record ManagementRequest(String method, String path, String query, String body, String accept) {

    /** A request of a client that does not say what it accepts. */
    public ManagementRequest(String method, String path, String query, String body) {
        this(method, path, query, body, "");
    }
}
