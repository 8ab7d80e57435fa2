package io.hookline.benchmarks.hook;

/** The rest of a chain whose hooks call each other. */
public interface Cursor {

    /** Goes on with the next hook, if there is one. */
    void next(HookEvent event);
}
