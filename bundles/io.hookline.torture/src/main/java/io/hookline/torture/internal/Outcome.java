package io.hookline.torture.internal;

/** The outcome of a call. Each call has exactly one. */
enum Outcome {

    /** All plugins have answered. */
    SERVED("served"),

    /** A release that is generated to fail has ended it. */
    FAILED_AS_DECLARED("failed as declared"),

    /** All plugins have answered, except those that were stopped without the deployer. */
    ABSENT_WHILE_KILLED("absent while killed"),

    /** Anything else. */
    LOST("lost");

    private final String words;

    Outcome(String words) {
        this.words = words;
    }

    String words() {
        return words;
    }
}
