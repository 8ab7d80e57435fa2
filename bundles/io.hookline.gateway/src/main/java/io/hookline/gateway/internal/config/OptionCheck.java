package io.hookline.gateway.internal.config;

/**
 * Refuses options that cannot have their value.
 *
 * @param pid what the message begins with
 */
record OptionCheck(String pid) {

    /** Says which option cannot have its value, and what to do. */
    IllegalArgumentException refused(String option, Object value, String remedy) {
        return new IllegalArgumentException(pid + ": " + option + " cannot be '" + value + "': " + remedy + ".");
    }

    int within(String option, int value, int least, int most) {
        atLeast(option, value, least);
        if (value > most) {
            throw refused(option, value, "the maximum is " + most);
        }
        return value;
    }

    long atLeast(String option, long value, long least) {
        if (value < least) {
            throw refused(option, value, "it is " + least + " at least");
        }
        return value;
    }
}
