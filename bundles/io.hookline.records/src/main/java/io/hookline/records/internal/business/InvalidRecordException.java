package io.hookline.records.internal.business;

import java.util.List;

/** Says what is wrong with a record, in words for the client. */
public final class InvalidRecordException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient List<String> reasons;

    /** With at least one reason. */
    public InvalidRecordException(List<String> reasons) {
        super(String.join("; ", reasons));
        this.reasons = List.copyOf(reasons);
    }

    /** What is wrong; unmodifiable. */
    public List<String> reasons() {
        return reasons;
    }
}
