package io.hookline.load;

/**
 * The outcome of a call.
 *
 * @param kind a short name, by which calls are counted; there should be few different ones
 * @param failed whether it counts as an error
 * @param detail further information, shown for the first call of a kind; may be empty
 */
public record LoadOutcome(String kind, boolean failed, String detail) {

    /** A successful call. */
    public static LoadOutcome well(String kind) {
        return new LoadOutcome(kind, false, "");
    }

    /** A failed call. */
    public static LoadOutcome failed(String kind, String detail) {
        return new LoadOutcome(kind, true, detail);
    }

    /** A call that threw an exception. */
    public static LoadOutcome thrown(Throwable failure) {
        String message = failure.getMessage();
        return failed(failure.getClass().getSimpleName(), message == null ? "" : message);
    }
}
