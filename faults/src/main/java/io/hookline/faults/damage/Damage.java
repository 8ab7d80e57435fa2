package io.hookline.faults.damage;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Random;

/** A kind of damage to a file. To add a kind, write a class and list it in {@link Damages}. Stateless. */
public interface Damage {

    /** Its name in the ledger, in words joined by hyphens. */
    String name();

    /**
     * Damages a file, or puts the damage in its place if there is none.
     *
     * @param random decides what differs from time to time
     */
    void apply(Path file, Random random) throws IOException, InterruptedException;
}
