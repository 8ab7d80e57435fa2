package io.hookline.deploy.internal.verify;

/**
 * How large a jar may be. Nested jars count into the same sums.
 *
 * @param packedBytes the size of the file
 * @param unpackedBytes the sum of all entries, counted while they are unpacked
 * @param entries the number of entries
 * @param inflationRatio how many times its packed size one entry may be, once it is larger than the floor
 * @param inflationFloorBytes what one entry may always inflate to
 * @param manifestBytes the size of the manifest
 * @param nameBytes the length of an entry's name in UTF-8
 */
public record JarLimits(
        long packedBytes,
        long unpackedBytes,
        int entries,
        int inflationRatio,
        long inflationFloorBytes,
        int manifestBytes,
        int nameBytes) {

    /** What holds unless it is configured otherwise. */
    public static final JarLimits DEFAULTS =
            new JarLimits(256L << 20, 1L << 30, 50_000, 200, 16L << 20, 1 << 20, 1_024);

    // Above these a zip archive needs the Zip64 extension, which is refused: readers differ in when they heed it.
    private static final int MOST_ENTRIES = 0xFFFE;
    private static final long MOST_PACKED_BYTES = 0xFFFF_FFFEL;

    /** Refuses limits below one, and those that only Zip64 could reach. */
    public JarLimits {
        within("packedBytes", packedBytes, MOST_PACKED_BYTES);
        within("unpackedBytes", unpackedBytes, Long.MAX_VALUE);
        within("entries", entries, MOST_ENTRIES);
        within("inflationRatio", inflationRatio, Integer.MAX_VALUE);
        within("inflationFloorBytes", inflationFloorBytes, Long.MAX_VALUE);
        within("manifestBytes", manifestBytes, 1 << 30);
        within("nameBytes", nameBytes, 0xFFFF);
    }

    private static void within(String name, long value, long most) {
        if (value < 1 || value > most) {
            throw new IllegalArgumentException(
                    "The limit " + name + " must be between 1 and " + most + ", not " + value + ".");
        }
    }
}
