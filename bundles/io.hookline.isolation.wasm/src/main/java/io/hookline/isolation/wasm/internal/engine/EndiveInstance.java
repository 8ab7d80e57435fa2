package io.hookline.isolation.wasm.internal.engine;

import org.jspecify.annotations.Nullable;
import run.endive.runtime.ExportFunction;
import run.endive.runtime.Instance;
import run.endive.runtime.Memory;
import run.endive.runtime.WasmInterruptedException;
import run.endive.wasm.InvalidException;
import run.endive.wasm.WasmEngineException;

/** An instance of a compiled module. */
final class EndiveInstance implements GuestInstance {

    private final Instance instance;
    private final @Nullable Memory memory;

    EndiveInstance(Instance instance) {
        this.instance = instance;
        this.memory = instance.module().memorySection().isPresent() ? instance.memory() : null;
    }

    @Override
    public @Nullable GuestFunction function(String name) {
        ExportFunction function;
        try {
            function = instance.export(name);
        } catch (InvalidException e) {
            return null;
        }
        int parameters = instance.exportType(name).params().size();
        return arguments -> {
            if (arguments.length != parameters) {
                throw new GuestTrapException(
                        name + " has " + parameters + " parameters and should have " + arguments.length, false);
            }
            try {
                long[] results = function.apply(arguments);
                return results == null || results.length == 0 ? 0 : results[0];
            } catch (WasmEngineException | StackOverflowError e) {
                throw trap(e);
            }
        };
    }

    @Override
    public boolean contains(int address, int length) {
        return address >= 0 && length >= 0 && (long) address + length <= (long) pages() * Memory.PAGE_SIZE;
    }

    @Override
    public int pages() {
        return memory == null ? 0 : memory.pages();
    }

    @Override
    public byte[] read(int address, int length) {
        return checked(address, length).readBytes(address, length);
    }

    @Override
    public void write(int address, byte[] bytes) {
        checked(address, bytes.length).write(address, bytes, 0, bytes.length);
    }

    @Override
    public int readInt(int address) {
        return checked(address, Integer.BYTES).readInt(address);
    }

    @Override
    public void writeInt(int address, int value) {
        checked(address, Integer.BYTES).writeI32(address, value);
    }

    @Override
    public void writeLong(int address, long value) {
        checked(address, Long.BYTES).writeLong(address, value);
    }

    /** The size is checked ahead of any allocation: the guest names it. */
    private Memory checked(int address, int length) {
        if (memory == null || !contains(address, length)) {
            throw new BadAddressException(address, length);
        }
        return memory;
    }

    static GuestTrapException trap(Throwable cause) {
        if (cause instanceof StackOverflowError) {
            return new GuestTrapException("call stack exhausted", false);
        }
        String message = cause.getMessage();
        return new GuestTrapException(
                message == null ? cause.getClass().getSimpleName() : message,
                cause instanceof WasmInterruptedException);
    }
}
