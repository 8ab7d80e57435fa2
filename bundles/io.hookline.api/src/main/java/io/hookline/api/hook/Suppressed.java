package io.hookline.api.hook;

/**
 * Adds exceptions to those that an exception suppresses, in bounds: some hosts throw the same object again and again.
 */
final class Suppressed {

    /** More of them say nothing new. */
    private static final int MOST = 16;

    private Suppressed() {}

    /** Adds an exception to another, unless it is the same or that one has many already. */
    static void add(Throwable to, Throwable more) {
        if (to != more && to.getSuppressed().length < MOST) {
            to.addSuppressed(more);
        }
    }
}
