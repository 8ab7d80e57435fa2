package io.hookline.isolation.wasm.internal.engine;

/** Says that a piece of memory that the host was told to read or write is not there. The instance can go on. */
public final class BadAddressException extends GuestTrapException {

    private static final long serialVersionUID = 1L;

    /** With the place and size that were given. */
    public BadAddressException(int address, int length) {
        super(
                "out of bounds memory access at " + Integer.toUnsignedString(address) + ", "
                        + Integer.toUnsignedString(length) + " bytes",
                false);
    }
}
