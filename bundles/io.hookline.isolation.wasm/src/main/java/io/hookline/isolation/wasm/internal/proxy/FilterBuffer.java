package io.hookline.isolation.wasm.internal.proxy;

/** Changes of a buffer as {@code proxy_set_buffer_bytes} asks for them. */
final class FilterBuffer {

    private FilterBuffer() {}

    /**
     * A copy of a buffer in which a part is replaced. So nothing at the beginning puts something ahead, a part that
     * begins at the end or behind it appends, and the whole is replaced by a part that is as long or longer.
     *
     * @param start where the part begins
     * @param size how long it is
     */
    static byte[] splice(byte[] buffer, long start, long size, byte[] replacement) {
        int from = (int) Math.min(start, buffer.length);
        int to = (int) Math.min(start + size, buffer.length);
        byte[] result = new byte[from + replacement.length + buffer.length - to];
        System.arraycopy(buffer, 0, result, 0, from);
        System.arraycopy(replacement, 0, result, from, replacement.length);
        System.arraycopy(buffer, to, result, from + replacement.length, buffer.length - to);
        return result;
    }
}
