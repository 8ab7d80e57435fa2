package io.hookline.deploy.internal.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Renames what is damaged, so that it can be looked at and is not read again. */
final class SetAside {

    /** The suffix of what was set aside. */
    static final String SUFFIX = ".damaged";

    private static final Logger LOG = LoggerFactory.getLogger(SetAside.class);

    private SetAside() {}

    /**
     * Renames a file; what was set aside under that name before is replaced.
     *
     * @return what became of it, as the end of a sentence
     */
    static String move(Path file) {
        Path aside = file.resolveSibling(file.getFileName() + SUFFIX);
        try {
            Files.move(file, aside, StandardCopyOption.REPLACE_EXISTING);
            return "it is set aside as " + aside;
        } catch (IOException e) {
            LOG.warn("{} cannot be renamed", file, e);
            return "it cannot be set aside (" + e + "): delete it by hand";
        }
    }
}
