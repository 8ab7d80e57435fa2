package io.hookline.records.internal.business;

import java.util.List;

/** Thrown for an invalid record; the reasons are for the client. */
public final class InvalidRecordException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient List<String> reasons;

    /** With at least one reason. */
    public InvalidRecordException(List<String> reasons) {
        super(String.join("; ", reasons));
        this.reasons = List.copyOf(reasons);
    }

    /** The reasons; unmodifiable. */
    public List<String> reasons() {
        return reasons;
    }
}
