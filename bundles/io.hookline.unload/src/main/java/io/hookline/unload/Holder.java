package io.hookline.unload;

import io.hookline.common.text.Printable;

/**
 * One thing that holds the class loader of a removed release.
 *
 * @param kind how it holds it
 * @param what which one: the thread's name, the driver's class, the bean's name; without control characters
 * @param certain false if only names were compared: the classes of another release may have the same ones
 */
public record Holder(HolderKind kind, String what, boolean certain) {

    private static final int MOST_CHARACTERS = 400;

    /** Names come from the plugin: they must not be able to forge lines of a log or to grow without end. */
    public Holder {
        StringBuilder safe = new StringBuilder();
        Printable.of(what).codePoints().limit(MOST_CHARACTERS).forEach(safe::appendCodePoint);
        what = safe.toString();
    }

    /** What the plugin's author has to do, in one sentence. */
    public String remedy() {
        return kind.remedy();
    }

    /** The finding and its remedy on one line. */
    public String text() {
        return kind + ": " + (certain ? "" : "probably ") + what + "; remedy: " + remedy();
    }
}
