package io.hookline.shell.command;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How a result is printed. */
public enum OutputFormat {

    /** A table, or another text for people. */
    TABLE,

    /** JSON: indented, keys in the order of the record. */
    JSON,

    /** YAML: the same data as JSON. */
    YAML;

    /** The format of a name, in small letters; empty if there is none. */
    public static Optional<OutputFormat> of(String name) {
        return Arrays.stream(values())
                .filter(format -> format.toString().equals(name))
                .findFirst();
    }

    /** Its name as it is typed: {@code json}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
