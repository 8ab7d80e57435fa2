package io.hookline.gateway.hook;

import org.jspecify.annotations.Nullable;

/**
 * Why a request failed inside the gateway.
 *
 * @param status the HTTP status of the response: 500, 502, 503 or 504
 * @param message for the log and for hooks; not for the client
 * @param cause what was thrown, or null if the upstream failed without an exception
 */
public record Failure(int status, String message, @Nullable Throwable cause) {}
