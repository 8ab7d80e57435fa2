package io.hookline.deploy.internal.verify;

import io.hookline.common.text.Printable;
import io.hookline.deploy.DeployRefusal;
import io.hookline.deploy.DeployRefusedException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.security.CodeSigner;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import javax.security.auth.x500.X500Principal;
import org.jspecify.annotations.Nullable;

/**
 * The signature that jarsigner left in a jar, held against every entry.
 *
 * <p>The JDK checks each entry that is signed, while it is read to its end. What it lets pass is looked for here:
 * signatures of which a part was taken away, entries that were added or removed, and manifest headers that no signature
 * covers.
 */
final class JarSignature {

    private static final int MOST_DETAILS = 20;
    private static final int CHUNK_BYTES = 32 * 1024;
    private static final String HEADERS_DIGEST = "-DIGEST-MANIFEST-MAIN-ATTRIBUTES";
    private static final String REMEDY =
            "Get the jar again from who signed it; or, if it was repackaged, remove its .SF, .RSA,"
                    + " .DSA and .EC files in META-INF and sign it again.";

    private final JarFile jar;
    private final SignerTrust trust;
    private final Map<CodeSigner, Boolean> verdicts = new HashMap<>();
    private final List<String> unsigned = new ArrayList<>();
    private @Nullable CodeSigner trusted;
    private @Nullable CodeSigner untrusted;

    private JarSignature(JarFile jar, SignerTrust trust) {
        this.jar = jar;
        this.trust = trust;
    }

    /** Who signed all of it. */
    static SignatureResult check(Path file, SignerTrust trust) throws IOException, DeployRefusedException {
        try (JarFile jar = new JarFile(file.toFile(), true)) {
            return new JarSignature(jar, trust).check();
        } catch (SecurityException e) {
            throw tampered("an entry or the manifest was altered after it was signed ("
                    + Printable.excerpt(String.valueOf(e.getMessage())) + ")");
        }
    }

    private SignatureResult check() throws IOException, DeployRefusedException {
        List<JarEntry> entries = jar.stream().toList();
        Set<String> digests = new TreeSet<>();
        Set<String> blocks = new TreeSet<>();
        for (JarEntry entry : entries) {
            String name = entry.getName();
            if (SignatureFiles.isDigests(name)) {
                digests.add(SignatureFiles.signer(name));
                checkCoversHeaders(entry);
            } else if (SignatureFiles.isBlock(name)) {
                blocks.add(SignatureFiles.signer(name));
            }
        }
        if (digests.isEmpty() && blocks.isEmpty()) {
            return SignatureResult.UNSIGNED;
        }
        if (!digests.equals(blocks)) {
            throw tampered("a part of the signature was removed, for a signature file and its block belong together");
        }
        checkNothingRemoved();
        for (JarEntry entry : entries) {
            if (!entry.isDirectory()
                    && !SignatureFiles.isManifest(entry.getName())
                    && !SignatureFiles.isSigning(entry.getName())) {
                checkEntry(entry);
            }
        }
        return result(blocks.size());
    }

    private void checkEntry(JarEntry entry) throws IOException {
        readToEnd(entry);
        CodeSigner[] signers = entry.getCodeSigners();
        if (signers == null) {
            unsigned.add(Printable.excerpt(entry.getName()));
            return;
        }
        boolean byTrusted = false;
        for (CodeSigner signer : signers) {
            if (verdicts.computeIfAbsent(signer, s -> trust.trusts(s.getSignerCertPath()))) {
                byTrusted = true;
                trusted = signer;
            }
        }
        if (!byTrusted) {
            untrusted = signers[0];
        }
    }

    private SignatureResult result(int signatures) throws DeployRefusedException {
        // One entry of another signer is enough to make the whole jar untrusted.
        CodeSigner signer = untrusted == null ? trusted : untrusted;
        if (signer == null) {
            throw tampered("its signature is broken, or made with an algorithm that is no longer accepted");
        }
        if (verdicts.size() < signatures) {
            // The JDK passes over one that is broken as if it were not there.
            throw tampered("only " + verdicts.size() + " of its " + signatures + " signatures hold");
        }
        if (!unsigned.isEmpty()) {
            List<String> shown = unsigned.subList(0, Math.min(unsigned.size(), MOST_DETAILS));
            throw new DeployRefusedException(
                    DeployRefusal.UNSIGNED_ENTRY,
                    "The jar is signed, but the signature does not cover " + unsigned.size() + " of its entries, like '"
                            + unsigned.get(0) + "'. " + REMEDY,
                    shown);
        }
        X509Certificate certificate =
                (X509Certificate) signer.getSignerCertPath().getCertificates().get(0);
        return SignatureResult.of(
                SignatureResult.Kind.JAR,
                untrusted == null,
                certificate.getPublicKey(),
                Printable.excerpt(certificate.getSubjectX500Principal().getName(X500Principal.RFC1779)));
    }

    /** The JDK lets a signature pass that covers entries alone, which would allow giving the jar another identity. */
    private void checkCoversHeaders(JarEntry digests) throws DeployRefusedException {
        Attributes main;
        try (InputStream in = jar.getInputStream(digests)) {
            main = new Manifest(in).getMainAttributes();
        } catch (IOException | IllegalArgumentException e) {
            throw tampered("its signature file cannot be read");
        }
        boolean covers = main.keySet().stream()
                .anyMatch(key -> key.toString().toUpperCase(Locale.ROOT).endsWith(HEADERS_DIGEST));
        if (!covers) {
            throw tampered("its signature does not cover the headers of its manifest");
        }
    }

    private void checkNothingRemoved() throws IOException, DeployRefusedException {
        Manifest manifest = jar.getManifest();
        if (manifest == null) {
            throw tampered("its manifest was removed");
        }
        for (Map.Entry<String, Attributes> section : manifest.getEntries().entrySet()) {
            boolean digested = section.getValue().keySet().stream()
                    .anyMatch(key -> key.toString().toUpperCase(Locale.ROOT).endsWith("-DIGEST"));
            if (digested && jar.getJarEntry(section.getKey()) == null) {
                throw tampered("the entry " + Printable.quoted(section.getKey()) + " was removed after it was signed");
            }
        }
    }

    private void readToEnd(JarEntry entry) throws IOException {
        byte[] chunk = new byte[CHUNK_BYTES];
        try (InputStream in = jar.getInputStream(entry)) {
            while (in.read(chunk) >= 0) {
                // Reading is what makes the JDK check.
            }
        }
    }

    private static DeployRefusedException tampered(String cause) {
        return new DeployRefusedException(
                DeployRefusal.TAMPERED, "The signature of the jar does not fit its content: " + cause + ". " + REMEDY);
    }
}
