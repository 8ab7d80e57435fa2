package io.hookline.plugin.policy.internal;

import io.hookline.plugin.policy.rule.Policy;
import java.nio.file.Path;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The policy that applies, and what became of its file. Immutable.
 *
 * @param file the policy file
 * @param policy the policy that applies; null if there is none, and all requests are refused
 * @param loadedAt since when it applies; null if there is none
 * @param kept whether it is the kept copy, because the file was refused at the start
 * @param refusal why the file's present content does not apply; null if it does
 * @param refusedDigest the digest of the refused content; empty if it cannot be read
 * @param refusedAt since when it is refused; null if it is not
 */
public record PolicyState(
        Path file,
        @Nullable Policy policy,
        @Nullable Instant loadedAt,
        boolean kept,
        @Nullable String refusal,
        String refusedDigest,
        @Nullable Instant refusedAt) {

    static PolicyState none(Path file) {
        return new PolicyState(file, null, null, false, null, "", null);
    }

    PolicyState applied(Path from, Policy next, Instant now, boolean isKept) {
        return new PolicyState(from, next, now, isKept, null, "", null);
    }

    PolicyState refused(Path from, String reason, String digest, Instant now) {
        return new PolicyState(from, policy, loadedAt, kept, reason, digest, now);
    }

    /** The file has the content that applies again. */
    PolicyState confirmed(Path from) {
        return new PolicyState(from, policy, loadedAt, false, null, "", null);
    }
}
