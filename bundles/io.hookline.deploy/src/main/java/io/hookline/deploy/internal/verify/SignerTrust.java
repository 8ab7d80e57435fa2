package io.hookline.deploy.internal.verify;

import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.cert.CertPath;
import java.security.cert.CertPathValidator;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.CertificateParsingException;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Tells trusted signers from others.
 *
 * <p>A key or certificate that is configured itself is trusted for as long as it is configured, even if it has expired.
 * One that a configured certificate issued must be valid now and be meant for signing code, so that a company's
 * certificate authority can be trusted without trusting each of its web servers. Revocation is not asked for: there may
 * be no network.
 */
final class SignerTrust {

    private static final Set<String> CODE_SIGNING_USES = Set.of("1.3.6.1.5.5.7.3.3", "2.5.29.37.0");

    private final SignaturePolicy policy;

    SignerTrust(SignaturePolicy policy) {
        this.policy = policy;
    }

    /** All configured keys, those of certificates too. */
    List<PublicKey> keys() {
        return Stream.concat(
                        policy.keys().stream(), policy.certificates().stream().map(Certificate::getPublicKey))
                .toList();
    }

    /** Whether it is trusted: the path leads from the signer's certificate to who issued it. */
    boolean trusts(CertPath path) {
        X509Certificate signer = (X509Certificate) path.getCertificates().get(0);
        byte[] key = signer.getPublicKey().getEncoded();
        return keys().stream().anyMatch(trusted -> Arrays.equals(trusted.getEncoded(), key))
                || (isForCode(signer) && isIssuedByTrusted(path));
    }

    private static boolean isForCode(X509Certificate signer) {
        try {
            List<String> uses = signer.getExtendedKeyUsage();
            return uses == null || uses.stream().anyMatch(CODE_SIGNING_USES::contains);
        } catch (CertificateParsingException e) {
            return false;
        }
    }

    private boolean isIssuedByTrusted(CertPath path) {
        if (policy.certificates().isEmpty()) {
            return false;
        }
        // The validator wants the path without the certificate that is trusted anyway.
        List<? extends Certificate> issued = path.getCertificates().stream()
                .takeWhile(certificate -> !policy.certificates().contains(certificate))
                .toList();
        Set<TrustAnchor> anchors = policy.certificates().stream()
                .map(certificate -> new TrustAnchor(certificate, null))
                .collect(Collectors.toSet());
        try {
            PKIXParameters parameters = new PKIXParameters(anchors);
            parameters.setRevocationEnabled(false);
            CertPath validated = CertificateFactory.getInstance("X.509").generateCertPath(issued);
            CertPathValidator.getInstance("PKIX").validate(validated, parameters);
            return true;
        } catch (GeneralSecurityException e) {
            return false;
        }
    }
}
