package io.hookline.isolation.wasm.internal.build;

import java.io.ByteArrayOutputStream;

/** The instructions of a function, written one after the other. */
public final class Code {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    private Code op(int code, byte[]... operands) {
        bytes.write(code);
        for (byte[] operand : operands) {
            bytes.writeBytes(operand);
        }
        return this;
    }

    /** A number. */
    public Code i32(int value) {
        return op(0x41, ModuleBuilder.signed(value));
    }

    /** A long number. */
    public Code i64(long value) {
        return op(0x42, ModuleBuilder.signed(value));
    }

    /** Several numbers. */
    public Code i32s(int... values) {
        for (int value : values) {
            i32(value);
        }
        return this;
    }

    /** A parameter or local. */
    public Code get(int local) {
        return op(0x20, ModuleBuilder.unsigned(local));
    }

    /** Sets a local. */
    public Code set(int local) {
        return op(0x21, ModuleBuilder.unsigned(local));
    }

    /** A variable of the module. */
    public Code getGlobal(int global) {
        return op(0x23, ModuleBuilder.unsigned(global));
    }

    /** Sets a variable of the module. */
    public Code setGlobal(int global) {
        return op(0x24, ModuleBuilder.unsigned(global));
    }

    /** Calls a function. */
    public Code call(int function) {
        return op(0x10, ModuleBuilder.unsigned(function));
    }

    /** Takes away the last value. */
    public Code drop() {
        return op(0x1a);
    }

    /** Reads a number from memory. */
    public Code load() {
        return op(0x28, new byte[] {2, 0});
    }

    /** Writes a number to memory. */
    public Code store() {
        return op(0x36, new byte[] {2, 0});
    }

    /** Reads a byte from memory. */
    public Code loadByte() {
        return op(0x2d, new byte[] {0, 0});
    }

    /** Adds. */
    public Code add() {
        return op(0x6a);
    }

    /** Whether both are equal. */
    public Code equal() {
        return op(0x46);
    }

    /** Whether it is zero. */
    public Code isZero() {
        return op(0x45);
    }

    /** As a long number, without sign. */
    public Code toLong() {
        return op(0xad);
    }

    /** Shifts a long number to the left. */
    public Code shiftLeft() {
        return op(0x86);
    }

    /** Joins two long numbers bit by bit. */
    public Code orLong() {
        return op(0x84);
    }

    /** Traps. */
    public Code trap() {
        return op(0x00);
    }

    /** Grows the memory. */
    public Code grow() {
        return op(0x40, new byte[] {0});
    }

    /** Grows the table by that many empty entries. */
    public Code growTable(int entries) {
        op(0xd0, new byte[] {0x70}).i32(entries);
        return op(0xfc, new byte[] {15, 0});
    }

    /** Loops forever. */
    public Code spin() {
        return op(0x03, new byte[] {0x40}).op(0x0c, new byte[] {0}).op(0x0b);
    }

    /** Runs something if the last value is not zero. */
    public Code then(Code body) {
        return op(0x04, new byte[] {0x40}, body.bytes()).op(0x0b);
    }

    byte[] bytes() {
        return bytes.toByteArray();
    }
}
