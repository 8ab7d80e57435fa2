package io.hookline.gateway.management;

/**
 * A request of the management port.
 *
 * @param method for instance {@code GET}
 * @param path as the client sent it, not decoded, without the query
 * @param query what follows the question mark, not decoded; empty if there is none
 * @param body at most 64 KiB, in UTF-8
 */
public record ManagementRequest(String method, String path, String query, String body) {}
