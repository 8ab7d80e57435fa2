package io.hookline.plugin.policy.rule;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request to decide on.
 *
 * @param method as it was sent
 * @param path as it was sent, still encoded, without the query
 * @param query as it was sent, without the question mark; empty if there is none
 * @param headers its header fields
 * @param client the address that the client connects from
 * @param certificate the certificate that the client has shown
 * @param principal who the client is, as an authentication hook has found out; null if unknown
 * @param claims plain JSON values; empty if there are none
 * @param roles roles besides those of principal and claims; for tests and dry runs
 * @param now the time of the request
 */
public record AccessRequest(
        String method,
        String path,
        String query,
        RequestFields headers,
        String client,
        ShownCertificate certificate,
        @Nullable String principal,
        Map<?, ?> claims,
        List<String> roles,
        Instant now) {}
