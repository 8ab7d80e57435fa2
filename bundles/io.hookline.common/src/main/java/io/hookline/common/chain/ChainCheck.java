package io.hookline.common.chain;

import org.jspecify.annotations.Nullable;

/**
 * Follows a chain from its first line to its last one, or to the first that does not fit, and tells whether what it
 * should follow comes later. Not safe for use by several threads.
 */
public final class ChainCheck {

    private final String anchor;
    private long lines;
    private long before;
    private String last = "";
    private boolean isAnchorSeen;
    private @Nullable Break broken;
    private @Nullable String wanted;

    /**
     * Before the first line.
     *
     * @param anchor a hash that has to come; empty for none
     */
    public ChainCheck(String anchor) {
        this.anchor = anchor;
    }

    /**
     * Takes the next line.
     *
     * @param place where it is, for the report
     */
    public void line(String line, String place) {
        ChainedLine chained = ChainedLine.of(line);
        Break known = broken;
        if (known != null) {
            look(known, chained, place);
            return;
        }
        if (chained == null) {
            if (lines == 0) {
                before++;
            } else {
                broken = new Break(place, "it has no hash: it was put in, or the chain was switched off", "");
            }
        } else if (!chained.isWhole()) {
            broken = new Break(place, "it was changed: its content has another hash than it says", "");
        } else if (lines == 0 ? isCutOff(chained) : !chained.previous().equals(last)) {
            wanted = chained.previous();
            broken = new Break(
                    place,
                    "it does not follow the record before it: records between them are missing, or the order was changed",
                    "");
        } else {
            lines++;
            last = chained.hash();
            isAnchorSeen |= last.equals(anchor);
        }
    }

    /** How many lines fit. */
    public long lines() {
        return lines;
    }

    /** How many lines there were before the chain began. */
    public long before() {
        return before;
    }

    /** The hash of the last line that fits; empty if there is none. */
    public String last() {
        return last;
    }

    /** The first line that does not fit; null if all do. */
    public @Nullable Break broken() {
        return broken;
    }

    /** Whether the anchor has come, if there is one. */
    public boolean isAnchored() {
        return anchor.isEmpty() || isAnchorSeen;
    }

    /** The oldest file may be gone, and the first line follows one of it; behind lines without a hash it does not. */
    private boolean isCutOff(ChainedLine first) {
        return before > 0 && !first.previous().equals(ChainedLine.START);
    }

    private void look(Break known, @Nullable ChainedLine chained, String place) {
        if (chained != null && chained.hash().equals(wanted)) {
            broken = new Break(
                    known.place(), "the order was changed: it follows the record that now comes later", place);
            wanted = null;
        }
    }

    /**
     * A line that does not fit.
     *
     * @param place where it is
     * @param reason why
     * @param other where the line is that it follows; empty if it has not come
     */
    public record Break(String place, String reason, String other) {}
}
