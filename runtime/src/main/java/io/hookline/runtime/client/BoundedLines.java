package io.hookline.runtime.client;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A stream of lines of which none is so long that it fills the heap. Used by one thread. */
final class BoundedLines extends FilterInputStream {

    private final int mostBytes;
    private int length;

    /**
     * Reads from a stream.
     *
     * @param mostBytes longest line
     */
    BoundedLines(InputStream in, int mostBytes) {
        super(in);
        this.mostBytes = mostBytes;
    }

    @Override
    public int read() throws IOException {
        int one = super.read();
        if (one >= 0) {
            count((byte) one);
        }
        return one;
    }

    @Override
    public int read(byte[] bytes, int from, int most) throws IOException {
        int count = super.read(bytes, from, most);
        for (int i = 0; i < count; i++) {
            count(bytes[from + i]);
        }
        return count;
    }

    private void count(byte one) throws IOException {
        length = one == '\n' ? 0 : length + 1;
        if (length > mostBytes) {
            throw new IOException("the answer is larger than " + (mostBytes >> 20) + " MiB");
        }
    }
}
