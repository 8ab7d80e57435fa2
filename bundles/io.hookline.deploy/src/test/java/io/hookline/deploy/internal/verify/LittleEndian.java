package io.hookline.deploy.internal.verify;

import java.io.ByteArrayOutputStream;

/** Bytes with numbers in the order of zip headers. */
final class LittleEndian {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    LittleEndian u16(int value) {
        out.write(value);
        out.write(value >> 8);
        return this;
    }

    LittleEndian u32(int value) {
        return u16(value).u16(value >> 16);
    }

    LittleEndian bytes(byte[] bytes) {
        out.writeBytes(bytes);
        return this;
    }

    byte[] toBytes() {
        return out.toByteArray();
    }
}
