package io.hookline.faults.damage;

import java.util.List;

/** All kinds of damage. */
public final class Damages {

    private static final List<Damage> ALL = List.of(
            new Emptied(),
            new CutOff(),
            new Garbled(),
            new Zeroed(),
            new Fifo(),
            new LinkLoop(),
            new Huge(),
            new Folder(),
            new Gone());

    private Damages() {}

    /** All kinds, in a fixed order. */
    public static List<Damage> all() {
        return ALL;
    }
}
