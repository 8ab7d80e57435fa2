package io.hookline.deploy.internal.change;

import io.hookline.common.file.Sha256;
import io.hookline.deploy.Artifact;
import io.hookline.deploy.DeployRefusal;
import io.hookline.deploy.DeployRefusedException;
import io.hookline.deploy.internal.store.ContentStore;
import io.hookline.deploy.internal.verify.JarFacts;
import io.hookline.deploy.internal.verify.JarLimits;
import io.hookline.deploy.internal.verify.JarVerifier;
import io.hookline.deploy.internal.verify.SignatureCheck;
import io.hookline.deploy.internal.verify.SignaturePolicy;
import io.hookline.deploy.internal.verify.SignatureResult;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Copies jars into the store and verifies them there; what does not pass is deleted. Safe for use by many threads. */
public final class ArtifactReceiver {

    private static final long SIGNATURE_BYTES = 64 * 1024;

    private final ContentStore store;
    private final JarLimits limits;
    private final Supplier<SignaturePolicy> signatures;
    private final Duration downloadTimeout;

    /** With the signature policy of the moment in which a jar comes. */
    public ArtifactReceiver(
            ContentStore store, JarLimits limits, Supplier<SignaturePolicy> signatures, Duration downloadTimeout) {
        this.store = store;
        this.limits = limits;
        this.signatures = signatures;
        this.downloadTimeout = downloadTimeout;
    }

    /**
     * Takes a jar in.
     *
     * @param source a file or an address
     * @param origin what to remember of where it came from
     * @param cancellation ends it ahead of time
     * @throws DeployRefusedException if it is not let in; the message names it
     */
    public ReceivedArtifact take(String source, String origin, Cancellation cancellation)
            throws DeployRefusedException, InterruptedException {
        Path received;
        try (InputStream content = ArtifactSources.open(source, downloadTimeout, cancellation)) {
            received = store.receive(content, limits.packedBytes(), source);
        } catch (DeployRefusedException e) {
            cancellation.check();
            throw e;
        } catch (IOException e) {
            throw new DeployRefusedException(DeployRefusal.UNREADABLE, source + " cannot be read: " + e);
        }
        try {
            return keep(received, source, origin);
        } catch (DeployRefusedException e) {
            throw new DeployRefusedException(e.refusal(), source + ": " + e.getMessage(), e.details());
        } finally {
            ContentStore.discard(received);
            ContentStore.discard(SignatureCheck.detachedFileOf(received));
        }
    }

    private ReceivedArtifact keep(Path received, String source, String origin)
            throws DeployRefusedException, InterruptedException {
        JarFacts facts = new JarVerifier(limits).verify(received);
        byte @Nullable [] detached = signatureOf(source);
        Path detachedFile = SignatureCheck.detachedFileOf(received);
        if (detached != null) {
            write(detachedFile, detached);
        }
        SignatureResult signature = new SignatureCheck(signatures.get()).check(received, detachedFile);
        Path jar = store.keep(received, facts.sha256());
        if (detached != null) {
            store.keepSignature(facts.sha256(), detached);
        }
        Artifact artifact = new Artifact(
                facts.symbolicName(),
                facts.version().toString(),
                facts.sha256(),
                origin,
                signature.trusted() ? signature.fingerprint() : null);
        return new ReceivedArtifact(artifact, jar, facts.size());
    }

    private static void write(Path file, byte[] content) throws DeployRefusedException {
        try {
            Files.write(file, content);
        } catch (IOException e) {
            throw new DeployRefusedException(DeployRefusal.STORE_FAILED, file + " cannot be written: " + e);
        }
    }

    /** The detached signature beside a file; addresses have none. */
    private static byte @Nullable [] signatureOf(String source) throws DeployRefusedException {
        if (ArtifactSources.isRemote(source)) {
            return null;
        }
        Path beside = SignatureCheck.detachedFileOf(ArtifactSources.file(source));
        try {
            if (!Files.exists(beside)) {
                return null;
            }
            if (Files.size(beside) > SIGNATURE_BYTES) {
                throw new DeployRefusedException(
                        DeployRefusal.TAMPERED, beside + " is too large to be a signature: delete or replace it");
            }
            return Files.readAllBytes(beside);
        } catch (IOException e) {
            throw new DeployRefusedException(DeployRefusal.UNREADABLE, beside + " cannot be read: " + e);
        }
    }

    /** Where the jar of an artifact lies, if it is in the store. */
    Path jar(Artifact artifact) {
        return store.path(artifact.sha256());
    }

    /**
     * Takes from the store what was taken in before, and verifies it again: the content, and the signature against the keys that
     * are trusted now.
     *
     * @throws DeployRefusedException if it is gone, or does not pass any more
     */
    public ReceivedArtifact again(Artifact artifact) throws DeployRefusedException {
        Path jar = store.path(artifact.sha256());
        try {
            if (!Files.isRegularFile(jar)) {
                throw new DeployRefusedException(
                        DeployRefusal.UNKNOWN,
                        artifact.label() + " is not in the store any more; deploy its jar again");
            }
            if (!Sha256.of(jar).equals(artifact.sha256())) {
                throw new DeployRefusedException(
                        DeployRefusal.TAMPERED,
                        artifact.label() + " was changed in the store, " + jar + "; deploy its jar again");
            }
            new SignatureCheck(signatures.get()).check(jar, store.signaturePath(artifact.sha256()));
            return new ReceivedArtifact(artifact, jar, Files.size(jar));
        } catch (IOException e) {
            throw new DeployRefusedException(DeployRefusal.UNREADABLE, jar + " cannot be read: " + e);
        }
    }
}
