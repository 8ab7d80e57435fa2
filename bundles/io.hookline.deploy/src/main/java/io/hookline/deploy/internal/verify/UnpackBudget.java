package io.hookline.deploy.internal.verify;

import io.hookline.common.text.Printable;
import io.hookline.deploy.DeployRefusedException;

/** What a jar and its nested jars may still unpack to together, counted while it happens. */
final class UnpackBudget {

    private final JarLimits limits;
    private int entries;
    private long bytes;

    UnpackBudget(JarLimits limits) {
        this.limits = limits;
    }

    void addEntries(int count, JarLabel label) throws DeployRefusedException {
        entries += count;
        if (entries > limits.entries()) {
            throw label.tooLarge(
                    "it brings the number of entries over the limit of " + limits.entries(),
                    "Leave out what is not needed, or raise the limit on entries.");
        }
    }

    /**
     * Counts what came out of an entry.
     *
     * @param entryBytes how much came out of this entry so far, with these
     */
    void addBytes(int count, CentralEntry entry, long entryBytes, JarLabel label) throws DeployRefusedException {
        bytes += count;
        if (bytes > limits.unpackedBytes()) {
            throw label.tooLarge(
                    "at its entry " + Printable.quoted(entry.name()) + " more than " + limits.unpackedBytes()
                            + " bytes were unpacked",
                    "Leave out what is not needed, or raise the limit on unpacked bytes.");
        }
        // A packed size that is too large cannot help: the data has to end where it says.
        if (entryBytes > limits.inflationFloorBytes()
                && entryBytes / limits.inflationRatio() >= Math.max(1, entry.packedBytes())) {
            throw label.tooLarge(
                    "its entry " + Printable.quoted(entry.name()) + " unpacks to more than " + limits.inflationRatio()
                            + " times its packed size, like a zip bomb",
                    "Store the entry uncompressed, or raise the limit on inflation.");
        }
    }
}
