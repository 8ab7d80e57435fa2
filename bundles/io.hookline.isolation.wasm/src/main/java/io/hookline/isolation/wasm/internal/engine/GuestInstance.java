package io.hookline.isolation.wasm.internal.engine;

import org.jspecify.annotations.Nullable;

/** An instance of a module, with its memory. Used by one thread at a time. */
public interface GuestInstance {

    /** An exported function; null if the module exports none of that name. */
    @Nullable
    GuestFunction function(String name);

    /** Whether a piece lies within the memory. */
    boolean contains(int address, int length);

    /** How many pages its memory has now. */
    int pages();

    /**
     * A copy of a piece of its memory.
     *
     * @throws BadAddressException if the piece does not lie within the memory
     */
    byte[] read(int address, int length);

    /**
     * Writes to its memory.
     *
     * @throws BadAddressException if the piece does not lie within the memory
     */
    void write(int address, byte[] bytes);

    /**
     * Reads a number, little-endian.
     *
     * @throws BadAddressException if it does not lie within the memory
     */
    int readInt(int address);

    /**
     * Writes a number, little-endian.
     *
     * @throws BadAddressException if it does not lie within the memory
     */
    void writeInt(int address, int value);

    /**
     * Writes a number, little-endian.
     *
     * @throws BadAddressException if it does not lie within the memory
     */
    void writeLong(int address, long value);
}
