package io.hookline.records.hook;

import java.util.List;

/** Thrown by a hook that refuses a record. */
public final class RecordRefusedException extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient List<String> reasons;

    /**
     * With the reasons, for the client.
     *
     * @throws IllegalArgumentException if there is no reason
     */
    public RecordRefusedException(List<String> reasons) {
        super(String.join("; ", reasons));
        if (reasons.isEmpty()) {
            throw new IllegalArgumentException("a refusal needs a reason");
        }
        this.reasons = List.copyOf(reasons);
    }

    /** The reasons; unmodifiable, never empty. */
    public List<String> reasons() {
        return reasons;
    }
}
