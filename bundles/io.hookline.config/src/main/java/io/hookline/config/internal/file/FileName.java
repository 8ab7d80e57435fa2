package io.hookline.config.internal.file;

import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The name of a file in conf/: {@code PID.cfg}, or {@code FACTORY-NAME.cfg} for a factory configuration. A tilde may
 * stand for the hyphen.
 *
 * @param pid the PID of the configuration, or of its factory
 * @param name the name of a factory configuration; null otherwise
 * @param json whether it is JSON
 */
record FileName(String pid, @Nullable String name, boolean json) {

    private static final Pattern NAMES = Pattern.compile("([^~-]+)(?:[~-](.+))?\\.(cfg|config|json)");

    /** Parses a path. Empty if the file is not a configuration. */
    static Optional<FileName> of(Path file) {
        Matcher matcher = NAMES.matcher(String.valueOf(file.getFileName()));
        return matcher.matches() && !matcher.group(1).startsWith(".")
                ? Optional.of(new FileName(
                        matcher.group(1), matcher.group(2), matcher.group(3).equals("json")))
                : Optional.empty();
    }

    /** The PID in Config Admin. */
    String fullPid() {
        return name == null ? pid : pid + "~" + name;
    }
}
