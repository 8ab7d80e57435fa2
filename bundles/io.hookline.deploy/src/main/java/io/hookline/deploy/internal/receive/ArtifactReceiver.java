package io.hookline.deploy.internal.receive;

import io.hookline.api.runtime.ReleaseVersion;
import io.hookline.common.file.RegularFile;
import io.hookline.common.file.Sha256;
import io.hookline.common.text.Printable;
import io.hookline.deploy.Artifact;
import io.hookline.deploy.DeployRefusal;
import io.hookline.deploy.DeployRefusedException;
import io.hookline.deploy.artifact.ArtifactIdentity;
import io.hookline.deploy.artifact.ArtifactLimits;
import io.hookline.deploy.artifact.ArtifactType;
import io.hookline.deploy.internal.artifact.ArtifactTypes;
import io.hookline.deploy.internal.store.ContentStore;
import io.hookline.deploy.internal.task.DeadlineTask;
import io.hookline.deploy.internal.verify.SignatureCheck;
import io.hookline.deploy.internal.verify.SignaturePolicy;
import io.hookline.deploy.internal.verify.SignatureResult;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Copies files into the store and verifies them there; deletes what does not pass. Safe for use by many threads. */
public final class ArtifactReceiver {

    private static final int SIGNATURE_BYTES = 64 * 1024;
    private static final int MOST_VERSION_CHARACTERS = 200;
    private static final Pattern NAME = Pattern.compile("(?=.{1,200}$)[A-Za-z0-9_-]+(\\.[A-Za-z0-9_-]+)*");

    private final ContentStore store;
    private final ArtifactTypes types;
    private final ArtifactLimits limits;
    private final Supplier<SignaturePolicy> signatures;
    private final DistributionContent distribution;
    private final Duration downloadTimeout;

    /**
     * A receiver.
     *
     * @param signatures the signature policy at the time
     * @param distribution what needs no signature, because the distribution delivers it
     * @param downloadTimeout how long fetching a file from an address may take
     */
    public ArtifactReceiver(
            ContentStore store,
            ArtifactTypes types,
            ArtifactLimits limits,
            Supplier<SignaturePolicy> signatures,
            DistributionContent distribution,
            Duration downloadTimeout) {
        this.store = store;
        this.types = types;
        this.limits = limits;
        this.signatures = signatures;
        this.distribution = distribution;
        this.downloadTimeout = downloadTimeout;
    }

    /**
     * Receives a file.
     *
     * @param source a file or an address
     * @param origin what to remember of where it came from
     * @param cancellation ends it ahead of time
     * @throws DeployRefusedException if it is refused; the message names the source
     */
    public ReceivedArtifact take(String source, String origin, Cancellation cancellation)
            throws DeployRefusedException, InterruptedException {
        Path received;
        String shown = ArtifactSources.shown(source);
        try (InputStream content = ArtifactSources.open(source, downloadTimeout, cancellation)) {
            received = store.receive(content, limits.bytes(), shown);
        } catch (DeployRefusedException e) {
            cancellation.check();
            throw e;
        } catch (IOException e) {
            throw new DeployRefusedException(DeployRefusal.UNREADABLE, shown + " cannot be read: " + e);
        }
        try {
            return keep(received, source, origin);
        } catch (DeployRefusedException e) {
            throw new DeployRefusedException(e.refusal(), shown + ": " + e.getMessage(), e.details());
        } finally {
            ContentStore.discard(received);
            ContentStore.discard(SignatureCheck.detachedFileOf(received));
        }
    }

    private ReceivedArtifact keep(Path received, String source, String origin)
            throws DeployRefusedException, InterruptedException {
        AtomicReference<@Nullable ArtifactType> recognised = new AtomicReference<>();
        ArtifactIdentity identity = verify(received, recognised);
        ArtifactType type = Objects.requireNonNull(recognised.get(), "set by the verification");
        byte @Nullable [] detached = signatureOf(source);
        Path detachedFile = SignatureCheck.detachedFileOf(received);
        if (detached != null) {
            write(detachedFile, detached);
        }
        String sha256 = digest(received);
        SignatureResult signature =
                new SignatureCheck(policyFor(sha256)).check(received, detachedFile, type.isSignedJar());
        long size = sizeOf(received);
        Path content = store.keep(received, sha256);
        if (detached != null) {
            store.keepSignature(sha256, detached);
        }
        Artifact artifact = new Artifact(
                identity.name(),
                identity.version(),
                sha256,
                ArtifactSources.shown(origin),
                signature.trusted() ? signature.fingerprint() : null,
                type.name());
        return new ReceivedArtifact(artifact, type, content, size);
    }

    /** What the distribution delivers needs no signature; one that is there has to hold nevertheless. */
    private SignaturePolicy policyFor(String sha256) {
        SignaturePolicy policy = signatures.get();
        return policy.required() && distribution.holds(sha256)
                ? new SignaturePolicy(false, policy.keys(), policy.certificates())
                : policy;
    }

    /** A type is foreign code that reads a foreign file: it gets a thread of its own and a deadline. */
    private ArtifactIdentity verify(Path file, AtomicReference<@Nullable ArtifactType> recognised)
            throws DeployRefusedException, InterruptedException {
        AtomicReference<@Nullable ArtifactIdentity> verified = new AtomicReference<>();
        DeadlineTask task = DeadlineTask.begin("hookline-verify", () -> {
            ArtifactType type = types.recognise(file);
            recognised.set(type);
            verified.set(type.verify(file, limits));
        });
        if (!task.await(limits.time())) {
            task.interrupt();
            throw new DeployRefusedException(
                    DeployRefusal.TOO_LARGE,
                    "verifying it takes longer than " + limits.time().toMillis() + " ms");
        }
        Throwable failure = task.outcome().failure();
        if (failure instanceof DeployRefusedException refused) {
            throw refused;
        }
        ArtifactIdentity identity = verified.get();
        if (failure != null || identity == null) {
            throw new DeployRefusedException(DeployRefusal.DAMAGED, "it cannot be verified: " + failure);
        }
        check(identity);
        return identity;
    }

    /** A type is foreign code: the identity that it gives names files, rows and messages. */
    private static void check(ArtifactIdentity identity) throws DeployRefusedException {
        String name = identity.name();
        String version = identity.version();
        if (name == null || !NAME.matcher(name).matches()) {
            throw new DeployRefusedException(
                    DeployRefusal.DAMAGED,
                    "its name " + Printable.excerpt(String.valueOf(name))
                            + " is not one: it has to be letters, digits, '_' and '-' between dots, at most 200"
                            + " characters");
        }
        if (version == null || version.length() > MOST_VERSION_CHARACTERS) {
            throw new DeployRefusedException(
                    DeployRefusal.DAMAGED,
                    "its version is missing, or longer than " + MOST_VERSION_CHARACTERS + " characters");
        }
        try {
            ReleaseVersion.parse(version);
        } catch (IllegalArgumentException e) {
            throw new DeployRefusedException(DeployRefusal.DAMAGED, String.valueOf(e.getMessage()));
        }
    }

    private static String digest(Path file) throws DeployRefusedException {
        try {
            return Sha256.of(file);
        } catch (IOException e) {
            throw new DeployRefusedException(DeployRefusal.UNREADABLE, file + " cannot be read: " + e);
        }
    }

    private static long sizeOf(Path file) throws DeployRefusedException {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new DeployRefusedException(DeployRefusal.UNREADABLE, file + " cannot be read: " + e);
        }
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
            if (Files.isRegularFile(beside) && Files.size(beside) > SIGNATURE_BYTES) {
                throw new DeployRefusedException(
                        DeployRefusal.TAMPERED, beside + " is too large to be a signature: delete or replace it");
            }
            return RegularFile.read(beside, SIGNATURE_BYTES);
        } catch (IOException e) {
            throw new DeployRefusedException(DeployRefusal.UNREADABLE, beside + " cannot be read: " + e);
        }
    }

    /** Where the file of an artifact lies, if it is in the store. */
    public Path path(Artifact artifact) {
        return store.path(artifact.sha256());
    }

    /**
     * A release that was received before. Verifies the file in the store again: its digest, and its signature against
     * the keys that are trusted now.
     *
     * @throws DeployRefusedException if it is gone, was changed, is not signed as required, or its type is not
     *     available
     */
    public ReceivedArtifact again(Artifact artifact) throws DeployRefusedException {
        ArtifactType type = types.get(artifact.type(), artifact.label());
        Path jar = store.path(artifact.sha256());
        try {
            if (!Files.isRegularFile(jar)) {
                throw new DeployRefusedException(
                        DeployRefusal.UNKNOWN,
                        artifact.label() + " is not in the store any more; deploy its file again");
            }
            if (!Sha256.of(jar).equals(artifact.sha256())) {
                throw new DeployRefusedException(
                        DeployRefusal.TAMPERED,
                        artifact.label() + " was changed in the store, " + jar + "; deploy its file again");
            }
            new SignatureCheck(policyFor(artifact.sha256()))
                    .check(jar, store.signaturePath(artifact.sha256()), type.isSignedJar());
            return new ReceivedArtifact(artifact, type, jar, Files.size(jar));
        } catch (IOException e) {
            throw new DeployRefusedException(DeployRefusal.UNREADABLE, jar + " cannot be read: " + e);
        }
    }
}
