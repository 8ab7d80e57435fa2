package io.hookline.engine.internal.generation;

import java.lang.ref.WeakReference;

/** Keeps the fields of a slot away from its header, which the collector writes to, and from the object ahead of it. */
abstract class SlotPadding extends WeakReference<Thread> {

    /** Fills the gap behind the reference's own fields, where a field of a subclass would otherwise be laid out. */
    int gap;

    long p00, p01, p02, p03, p04, p05, p06, p07, p08, p09, p10, p11, p12, p13, p14, p15;

    SlotPadding(Thread owner) {
        super(owner);
    }
}
