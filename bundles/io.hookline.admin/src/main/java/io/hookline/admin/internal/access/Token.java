package io.hookline.admin.internal.access;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.hookline.shell.command.Role;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A token, as it is kept.
 *
 * @param name its name, which is the actor's
 * @param role what its bearer may do
 * @param sha256 digest of the secret
 * @param created when it was created, in ISO 8601
 * @param by who created it
 * @param expires when it expires, in ISO 8601; null for never
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Token(
        @JsonProperty(required = true) String name,
        @JsonProperty(required = true) Role role,
        @JsonProperty(required = true) String sha256,
        @JsonProperty(required = true) String created,
        @JsonProperty(required = true) String by,
        @Nullable String expires) {

    /** Whether it has expired at a time. */
    public boolean isExpired(Instant now) {
        return expires != null && !now.isBefore(Instant.parse(expires));
    }

    /** What may be shown of it. */
    public Shown shown(Instant now) {
        return new Shown(name, role.word(), created, by, expires, isExpired(now));
    }

    /** A token without its digest. */
    public record Shown(
            String name, String role, String created, String by, @Nullable String expires, boolean expired) {}

    /**
     * A token that was created just now, with its secret.
     *
     * @param token the secret, which cannot be shown again
     */
    public record New(String name, String role, @Nullable String expires, String token) {}
}
