package io.hookline.deploy.internal.verify;

/**
 * One entry as the central directory declares it. Nothing of it is true before the entry was unpacked.
 *
 * @param crc the checksum of the unpacked content
 * @param offset where its local header begins
 */
record CentralEntry(String name, int flags, int method, long crc, long packedBytes, long bytes, long offset) {

    static final int STORED = 0;
    static final int DEFLATED = 8;

    private static final int DESCRIPTOR_FLAG = 1 << 3;
    private static final int ENCRYPTED_FLAGS = 1 | 1 << 6 | 1 << 13;

    boolean isDirectory() {
        return name.endsWith("/");
    }

    boolean isEncrypted() {
        return (flags & ENCRYPTED_FLAGS) != 0;
    }

    /** Whether checksum and sizes follow the data, because the writer did not know them before. */
    boolean hasDescriptor() {
        return (flags & DESCRIPTOR_FLAG) != 0;
    }
}
