package io.hookline.config;

/**
 * One reason for which a configuration is refused.
 *
 * @param reason the kind
 * @param key the key at fault; empty if it is the configuration as a whole
 * @param message cause and cure in words; it never holds a secret
 */
public record Breach(Reason reason, String key, String message) {

    /** The kinds of reasons. */
    public enum Reason {
        /** The value is of another type. */
        WRONG_TYPE,
        /** The value is less than the least or more than the most, or not a number at all. */
        OUT_OF_RANGE,
        /** The text does not have the form that it has to have. */
        WRONG_FORM,
        /** The value is none of those that may be chosen. */
        NO_CHOICE,
        /** No bundle knows the key. */
        UNKNOWN_KEY,
        /** A key that has to be there is not. */
        MISSING_KEY,
        /** The value names an environment variable, a secret or a property that is not there. */
        UNRESOLVED,
        /** The file cannot be read as what its name says. */
        UNREADABLE,
        /** Two files configure the same. */
        TWO_FILES,
        /** The change would restart a component, and that was not asked for. */
        RESTARTS,
        /** The change cannot be written to the disk. */
        NOT_WRITTEN,
        /** There is no such configuration or revision. */
        UNKNOWN
    }
}
