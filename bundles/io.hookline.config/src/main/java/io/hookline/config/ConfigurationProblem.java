package io.hookline.config;

/**
 * One reason why a configuration is refused.
 *
 * @param reason the kind
 * @param key the key with the problem; empty if it concerns the configuration as a whole
 * @param message the cause and the remedy; never contains a secret
 */
public record ConfigurationProblem(Reason reason, String key, String message) {

    /** The kinds of reasons. */
    public enum Reason {
        /** The value has the wrong type. */
        WRONG_TYPE,
        /** The value is too small, too large or not a number. */
        OUT_OF_RANGE,
        /** The text does not match the required pattern. */
        WRONG_FORM,
        /** The value is not one of the allowed ones. */
        NO_CHOICE,
        /** No bundle knows the key. */
        UNKNOWN_KEY,
        /** A required key is missing. */
        MISSING_KEY,
        /** The component that it is for cannot work with it. */
        UNUSABLE,
        /** A file no longer sets an option that protects something. */
        NO_LONGER_SET,
        /** The option is visible to all, and its value is a secret. */
        VISIBLE,
        /** The value refers to an environment variable, a secret or a property that does not exist. */
        UNRESOLVED,
        /** The file does not have the format that its name says. */
        UNREADABLE,
        /** The file sets nothing, as if it were cut off. */
        EMPTY,
        /** The file that the configuration came from is gone. */
        MISSING_FILE,
        /** A stored revision was damaged and is set aside. */
        DAMAGED,
        /** Two files contain the same configuration. */
        TWO_FILES,
        /** The change would restart a component, and the caller did not allow that. */
        RESTARTS,
        /** The change cannot be written to disk. */
        NOT_WRITTEN,
        /** There is no such configuration or revision. */
        UNKNOWN
    }
}
