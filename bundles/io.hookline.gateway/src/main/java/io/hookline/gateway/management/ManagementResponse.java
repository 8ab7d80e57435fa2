package io.hookline.gateway.management;

/**
 * The answer to a request of the management port.
 *
 * @param contentType for instance {@code application/json}
 * @param body sent in UTF-8
 */
public record ManagementResponse(int status, String contentType, String body) {

    /** An answer in JSON. */
    public static ManagementResponse json(int status, String body) {
        return new ManagementResponse(status, "application/json", body);
    }
}
