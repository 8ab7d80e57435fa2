package io.hookline.load;

/**
 * What came of a call.
 *
 * @param kind in a word or a few, for counting; there should be few different ones
 * @param failed whether it counts as an error
 * @param detail what else is to be said of it; shown for the first of a kind; empty if nothing
 */
public record LoadOutcome(String kind, boolean failed, String detail) {

    /** A call that went well. */
    public static LoadOutcome well(String kind) {
        return new LoadOutcome(kind, false, "");
    }

    /** One that did not. */
    public static LoadOutcome failed(String kind, String detail) {
        return new LoadOutcome(kind, true, detail);
    }

    /** One that threw. */
    public static LoadOutcome thrown(Throwable failure) {
        String message = failure.getMessage();
        return failed(failure.getClass().getSimpleName(), message == null ? "" : message);
    }
}
