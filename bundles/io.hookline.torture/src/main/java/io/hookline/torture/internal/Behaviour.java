package io.hookline.torture.internal;

import java.util.Locale;

/**
 * How a generated release behaves. The qualifier of its version names the behaviour, so that a caller knows it from an
 * answer.
 */
enum Behaviour {

    /** Answers at once. */
    PLAIN(0, 0, 0, 0, false),

    /** Takes long for each call. */
    SLOW(25, 0, 0, 0, false),

    /** Throws at every third call. */
    FAILING(0, 3, 0, 0, false),

    /** Becomes ready late. */
    LATE(0, 0, 400, 0, false),

    /** Takes a while to stop. */
    LINGERING(0, 0, 0, 150, false),

    /** Takes longer to stop than the deployer waits by default. */
    HANGING(0, 0, 0, 11_500, false),

    /** Does not start. */
    REFUSING(0, 0, 0, 0, true);

    private final int slowMillis;
    private final int failEvery;
    private final int readyMillis;
    private final int stopMillis;
    private final boolean refuses;

    Behaviour(int slowMillis, int failEvery, int readyMillis, int stopMillis, boolean refuses) {
        this.slowMillis = slowMillis;
        this.failEvery = failEvery;
        this.readyMillis = readyMillis;
        this.stopMillis = stopMillis;
        this.refuses = refuses;
    }

    int slowMillis() {
        return slowMillis;
    }

    int failEvery() {
        return failEvery;
    }

    int readyMillis() {
        return readyMillis;
    }

    int stopMillis() {
        return stopMillis;
    }

    boolean refuses() {
        return refuses;
    }

    /** The version of the release with this number and behaviour. */
    String version(int number) {
        return "1.0." + number + (this == PLAIN ? "" : "." + name().toLowerCase(Locale.ROOT));
    }

    /** Whether a version has this behaviour. */
    boolean is(String version) {
        return version.endsWith("." + name().toLowerCase(Locale.ROOT));
    }
}
