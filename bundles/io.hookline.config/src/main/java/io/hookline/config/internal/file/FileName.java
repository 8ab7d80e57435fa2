package io.hookline.config.internal.file;

import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the name of a file in conf/ says: {@code PID.cfg}, or {@code FACTORY-NAME.cfg} for one of a factory; the name may be parted by
 * a tilde, too.
 *
 * @param pid of the configuration, or of its factory
 * @param name of one of a factory; null if it is of none
 * @param json whether it is JSON
 */
record FileName(String pid, @Nullable String name, boolean json) {

    private static final Pattern NAMES = Pattern.compile("([^~-]+)(?:[~-](.+))?\\.(cfg|config|json)");

    /** Read from a path; empty if the file is none of a configuration. */
    static Optional<FileName> of(Path file) {
        Matcher matcher = NAMES.matcher(String.valueOf(file.getFileName()));
        return matcher.matches() && !matcher.group(1).startsWith(".")
                ? Optional.of(new FileName(
                        matcher.group(1), matcher.group(2), matcher.group(3).equals("json")))
                : Optional.empty();
    }

    /** The PID that Config Admin knows it by. */
    String fullPid() {
        return name == null ? pid : pid + "~" + name;
    }
}
