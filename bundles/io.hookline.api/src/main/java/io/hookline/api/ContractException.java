package io.hookline.api;

/** Says that an interface cannot serve as a contract, which method is at fault, and how to fix it. */
public final class ContractException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    /** With the method at fault and the fix in the message. */
    public ContractException(String message) {
        super(message);
    }
}
