package io.hookline.deploy.internal.receive;

import io.hookline.common.file.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The plugins that the installed distribution delivers, by the digest of their content. They are trusted as the
 * distribution itself is, without a signature of their own. Safe for use by many threads.
 */
public final class DistributionContent {

    private static final Logger LOG = LoggerFactory.getLogger(DistributionContent.class);
    private static final int DEPTH = 2;

    private final @Nullable Path folder;
    private @Nullable Set<String> digests;

    /** The jars in a folder and its subfolders, read when they are first asked for; null for none. */
    public DistributionContent(@Nullable Path folder) {
        this.folder = folder;
    }

    /** Whether the distribution delivers this content. */
    public synchronized boolean holds(String sha256) {
        if (digests == null) {
            digests = read(folder);
        }
        return digests.contains(sha256);
    }

    private static Set<String> read(@Nullable Path folder) {
        Set<String> found = new TreeSet<>();
        if (folder == null || !Files.isDirectory(folder)) {
            return found;
        }
        try (Stream<Path> files = Files.walk(folder, DEPTH)) {
            List<Path> jars = files.filter(file -> file.toString().endsWith(".jar") && Files.isRegularFile(file))
                    .toList();
            for (Path jar : jars) {
                found.add(Sha256.of(jar));
            }
        } catch (IOException e) {
            LOG.error("the plugins of the distribution in {} cannot be read: they are not trusted", folder, e);
        }
        return found;
    }
}
