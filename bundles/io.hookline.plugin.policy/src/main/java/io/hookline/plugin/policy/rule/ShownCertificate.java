package io.hookline.plugin.policy.rule;

import java.util.List;

/**
 * The certificate that a client has shown, and that the gateway has verified.
 *
 * @param subject its distinguished name; empty if there is no certificate
 * @param names its alternative names, each with its kind
 * @param fingerprint its SHA-256 digest; empty if there is no certificate
 */
public record ShownCertificate(String subject, List<String> names, String fingerprint) {

    /** The client has shown none. */
    public static final ShownCertificate NONE = new ShownCertificate("", List.of(), "");

    /** Copies the list. */
    public ShownCertificate {
        names = List.copyOf(names);
    }

    /** Whether there is one. */
    public boolean isVerified() {
        return !subject.isEmpty() || !names.isEmpty() || !fingerprint.isEmpty();
    }
}
