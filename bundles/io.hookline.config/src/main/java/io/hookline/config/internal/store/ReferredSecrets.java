package io.hookline.config.internal.store;

import io.hookline.common.file.RegularFile;
import io.hookline.config.internal.schema.Values;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds the secrets that a revision or a file of the data folder refers to. */
public final class ReferredSecrets {

    private static final Logger LOG = LoggerFactory.getLogger(ReferredSecrets.class);
    private static final int MOST_BYTES = 1 << 20;

    private ReferredSecrets() {}

    /**
     * The names in all references; empty if something was damaged or cannot be read: it may hold references.
     *
     * @param conf the folder of configuration files
     */
    public static Optional<Set<String>> of(RevisionStore revisions, Path conf) {
        Set<String> names = new TreeSet<>();
        for (StoredRevision revision : revisions.all()) {
            revision.settings().values().forEach(value -> Values.secretNames(value)
                    .forEach(names::add));
        }
        try (Stream<Path> files = Files.list(conf)) {
            if (!revisions.isWhole()) {
                return Optional.empty();
            }
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String text = new String(RegularFile.read(file, MOST_BYTES), StandardCharsets.UTF_8);
                Values.secretNames(text).forEach(names::add);
            }
        } catch (IOException e) {
            LOG.debug("{} cannot be read: no secret is deleted", conf, e);
            return Optional.empty();
        }
        return Optional.of(names);
    }
}
