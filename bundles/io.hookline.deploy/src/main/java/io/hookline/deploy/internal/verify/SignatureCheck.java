package io.hookline.deploy.internal.verify;

import io.hookline.common.text.Printable;
import io.hookline.deploy.DeployRefusal;
import io.hookline.deploy.DeployRefusedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Decides whether the signatures of a file are acceptable.
 *
 * <p>There are two kinds: an Ed25519 signature over the file's digest in a file beside the jar, and what jarsigner
 * leaves in it. A signature that is there has to hold, even if none is required; if both are there, both have to, and
 * one of a trusted signer is enough. A signer that is not trusted is reported, and refused only if signatures are
 * required.
 *
 * <p>Checks only jars that a {@link JarVerifier} let pass: it relies on its limits, and on all readers seeing the same
 * entries. May be called by any number of threads.
 */
public final class SignatureCheck {

    private final SignaturePolicy policy;
    private final SignerTrust trust;

    /** Trusts whom the policy trusts. */
    public SignatureCheck(SignaturePolicy policy) {
        this.policy = policy;
        this.trust = new SignerTrust(policy);
    }

    /** Where the signature of a jar lies: {@code x.jar.sig} beside {@code x.jar}. */
    public static Path detachedFileOf(Path jar) {
        return jar.resolveSibling(jar.getFileName() + ".sig");
    }

    /**
     * Who signed the jar.
     *
     * @param detached the file of the detached signature, which need not be there
     * @throws DeployRefusedException if the jar is refused; the message names the cause and the remedy
     */
    public SignatureResult check(Path jar, Path detached) throws DeployRefusedException {
        return check(jar, detached, true);
    }

    /**
     * Who signed a file.
     *
     * @param isJar whether it is a jar, which may be signed inside
     * @throws DeployRefusedException as above
     */
    public SignatureResult check(Path jar, Path detached, boolean isJar) throws DeployRefusedException {
        try {
            SignatureResult beside = Files.exists(detached)
                    ? DetachedSignature.read(detached).check(jar, trust.keys())
                    : SignatureResult.UNSIGNED;
            SignatureResult inside = isJar ? JarSignature.check(jar, trust) : SignatureResult.UNSIGNED;
            boolean insideCounts =
                    beside.kind() == SignatureResult.Kind.NONE || (inside.trusted() && !beside.trusted());
            SignatureResult result = insideCounts ? inside : beside;
            if (policy.required()) {
                requireTrusted(result);
            }
            return result;
        } catch (IOException e) {
            throw new DeployRefusedException(
                    DeployRefusal.UNREADABLE,
                    "The jar or its signature cannot be read: " + Printable.excerpt(e.toString())
                            + ". Check that they are there and that their permissions allow reading them.");
        }
    }

    private static void requireTrusted(SignatureResult result) throws DeployRefusedException {
        if (result.kind() == SignatureResult.Kind.NONE) {
            throw new DeployRefusedException(
                    DeployRefusal.UNSIGNED,
                    "The jar is not signed, and a signature is required. Sign it with jarsigner, or lay an Ed25519"
                            + " signature beside it in a file that ends in .jar.sig.");
        }
        if (!result.trusted()) {
            String who = result.signer().isEmpty() ? "an unnamed key" : result.signer();
            String key = result.fingerprint().isEmpty() ? "" : " with the fingerprint " + result.fingerprint();
            throw new DeployRefusedException(
                    DeployRefusal.UNTRUSTED_SIGNER,
                    "The jar is signed by " + who + key
                            + ", which is not trusted here, or no longer valid. Have it signed by"
                            + " a trusted key, or add this one to the trusted keys.");
        }
    }
}
