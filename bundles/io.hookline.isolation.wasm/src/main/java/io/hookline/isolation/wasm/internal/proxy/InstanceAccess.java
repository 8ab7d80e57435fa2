package io.hookline.isolation.wasm.internal.proxy;

import io.hookline.isolation.wasm.internal.engine.GuestFunction;
import io.hookline.isolation.wasm.internal.engine.GuestInstance;
import io.hookline.isolation.wasm.internal.engine.GuestTrapException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** How host functions read what a filter points to, and give it something back. */
final class InstanceAccess {

    private @Nullable GuestInstance instance;
    private @Nullable GuestFunction allocate;

    /** The instance is there. */
    void begin(GuestInstance created) {
        instance = created;
    }

    void allocateWith(@Nullable GuestFunction function) {
        allocate = function;
    }

    GuestInstance memory() {
        GuestInstance here = instance;
        if (here == null) {
            throw new GuestTrapException("it calls its host before it is there", false);
        }
        return here;
    }

    byte[] bytes(long address, long length) {
        return memory().read((int) address, (int) length);
    }

    /** A text of one byte for each character, as header fields have. */
    String field(long address, long length) {
        return Pairs.text(bytes(address, length));
    }

    String text(long address, long length) {
        return new String(bytes(address, length), StandardCharsets.UTF_8);
    }

    void number(long address, int value) {
        memory().writeInt((int) address, value);
    }

    /** Gives bytes to the filter, in memory that it allocates; returns a status. */
    int give(byte[] bytes, long address, long size) {
        // Both places are checked ahead of the filter's own allocation, which would be lost.
        number(address, 0);
        number(size, 0);
        if (bytes.length == 0) {
            return Status.OK;
        }
        GuestFunction own = allocate;
        int place = own == null ? 0 : (int) own.call(bytes.length);
        if (place == 0) {
            return Status.INTERNAL_FAILURE;
        }
        memory().write(place, bytes);
        number(address, place);
        number(size, bytes.length);
        return Status.OK;
    }
}
