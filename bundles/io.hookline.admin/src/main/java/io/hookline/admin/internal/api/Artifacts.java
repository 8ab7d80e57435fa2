package io.hookline.admin.internal.api;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.hookline.admin.internal.http.Problem;
import io.hookline.admin.internal.http.Upload;
import io.hookline.common.file.DurableFile;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The jars that were uploaded, each in a file that its digest names, with what is known of it in another beside. Each
 * is deleted a day after its upload or its last use; the deployer keeps what it deploys in a store of its own. Safe for
 * use by many threads.
 */
public final class Artifacts {

    private static final Logger LOG = LoggerFactory.getLogger(Artifacts.class);
    private static final Duration KEPT = Duration.ofDays(1);
    private static final int MOST = 100;
    private static final int LARGEST_MANIFEST = 1 << 20;
    private static final String JAR = ".jar";
    private static final String NOTES = ".json";

    private final Path folder;
    private final Clock clock;

    /** By digest; guarded by this object, as the other is. */
    private final Map<String, Artifact> artifacts = new LinkedHashMap<>();

    private final Map<String, Instant> touched = new LinkedHashMap<>();

    /** Finds what an earlier process has left, and removes what it did not finish. */
    public Artifacts(Path folder, Clock clock) {
        this.folder = folder;
        this.clock = clock;
        if (Files.isDirectory(folder)) {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
                for (Path file : files) {
                    find(file);
                }
            } catch (IOException e) {
                LOG.warn("the uploads of an earlier process cannot be read", e);
            }
        }
    }

    private void find(Path file) throws IOException {
        String name = String.valueOf(file.getFileName());
        if (name.startsWith(".")) {
            Files.deleteIfExists(file);
        } else if (name.endsWith(NOTES)) {
            Artifact artifact = Holder.MAPPER.readValue(Files.readAllBytes(file), Artifact.class);
            if (Sources.isDigest(artifact.digest()) && Files.exists(file(artifact.digest()))) {
                artifacts.put(artifact.digest(), artifact);
                touched.put(artifact.digest(), Files.getLastModifiedTime(file).toInstant());
            }
        }
    }

    /** The folder. */
    public Path folder() {
        return folder;
    }

    private Path file(String digest) {
        return folder.resolve(digest + JAR);
    }

    /** Keeps an upload. */
    synchronized Artifact keep(Upload upload, String digest, String by) throws Problem {
        clean();
        if (artifacts.size() >= MOST && !artifacts.containsKey(digest)) {
            throw new Problem(
                    HttpResponseStatus.CONFLICT,
                    "There are " + MOST + " uploads; delete some: DELETE /v1/artifacts/DIGEST");
        }
        Attributes attributes = attributes(upload.file());
        String named = value(attributes, "Bundle-SymbolicName");
        int parameters = named.indexOf(';');
        String name = parameters < 0 ? named : named.substring(0, parameters).strip();
        if (name.isEmpty()) {
            throw new Problem(
                    HttpResponseStatus.UNPROCESSABLE_ENTITY,
                    "The jar is no bundle: its manifest has no Bundle-SymbolicName");
        }
        Artifact artifact = new Artifact(
                digest,
                name,
                value(attributes, "Bundle-Version"),
                upload.size(),
                clock.instant().toString(),
                by,
                false);
        try {
            DurableFile.move(upload.file(), file(digest));
            remember(artifact);
        } catch (IOException e) {
            LOG.error("an upload cannot be kept", e);
            throw new Problem(HttpResponseStatus.SERVICE_UNAVAILABLE, "The upload cannot be kept; the log says why");
        }
        return artifact;
    }

    private static Attributes attributes(Path jar) throws Problem {
        try {
            CentralDirectory.check(jar);
        } catch (IOException e) {
            throw unreadable();
        }
        // A manifest of a thousand times its size in the jar would fill the heap.
        try (JarFile file = new JarFile(jar.toFile(), false)) {
            JarEntry manifest = file.getJarEntry(JarFile.MANIFEST_NAME);
            if (manifest != null) {
                try (InputStream in = file.getInputStream(manifest)) {
                    byte[] content = in.readNBytes(LARGEST_MANIFEST + 1);
                    if (content.length > LARGEST_MANIFEST) {
                        throw new Problem(
                                HttpResponseStatus.UNPROCESSABLE_ENTITY,
                                "The jar's manifest is larger than " + (LARGEST_MANIFEST >> 20) + " MiB");
                    }
                    return new Manifest(new ByteArrayInputStream(content)).getMainAttributes();
                }
            }
        } catch (IOException | RuntimeException e) {
            throw unreadable();
        }
        throw new Problem(HttpResponseStatus.UNPROCESSABLE_ENTITY, "The jar is no bundle: it has no manifest");
    }

    private static Problem unreadable() {
        return new Problem(
                HttpResponseStatus.UNPROCESSABLE_ENTITY,
                "The upload is not a jar that can be read: it is damaged, or something else");
    }

    private static String value(Attributes attributes, String name) {
        String value = attributes.getValue(name);
        return value == null ? "" : value.strip();
    }

    private void remember(Artifact artifact) throws IOException {
        DurableFile.write(folder.resolve(artifact.digest() + NOTES), Holder.MAPPER.writeValueAsBytes(artifact));
        artifacts.put(artifact.digest(), artifact);
        touched.put(artifact.digest(), clock.instant());
    }

    /** All, the latest first. */
    synchronized List<Artifact> list() {
        clean();
        List<Artifact> all = new ArrayList<>(artifacts.values());
        all.sort(Comparator.comparing(Artifact::uploaded).reversed());
        return all;
    }

    /**
     * One of them.
     *
     * @throws Problem if it is not there
     */
    synchronized Artifact get(String digest) throws Problem {
        Artifact artifact = artifacts.get(digest);
        if (artifact == null) {
            throw Problem.notFound(
                    "No jar with this digest was uploaded, or it was deleted: uploads are kept for a day");
        }
        return artifact;
    }

    /** The file of one that a change names. */
    synchronized Path use(String digest) throws Problem {
        Artifact artifact = get(digest);
        try {
            remember(new Artifact(
                    digest,
                    artifact.name(),
                    artifact.version(),
                    artifact.size(),
                    artifact.uploaded(),
                    artifact.by(),
                    true));
        } catch (IOException e) {
            LOG.warn("it cannot be noted that an upload is used", e);
        }
        return file(digest);
    }

    /** Deletes one. */
    synchronized void delete(String digest) throws Problem {
        get(digest);
        remove(digest);
    }

    private void clean() {
        Instant oldest = clock.instant().minus(KEPT);
        List.copyOf(touched.entrySet()).stream()
                .filter(one -> one.getValue().isBefore(oldest))
                .forEach(one -> remove(one.getKey()));
    }

    private void remove(String digest) {
        artifacts.remove(digest);
        touched.remove(digest);
        try {
            Files.deleteIfExists(folder.resolve(digest + NOTES));
            Files.deleteIfExists(file(digest));
        } catch (IOException e) {
            LOG.warn("an upload cannot be deleted", e);
        }
    }

    /** Built when it is first used. */
    private static final class Holder {
        static final ObjectMapper MAPPER = new ObjectMapper();
    }
}
