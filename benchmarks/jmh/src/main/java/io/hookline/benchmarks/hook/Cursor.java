package io.hookline.benchmarks.hook;

/** The rest of a chain whose hooks call each other. */
public interface Cursor {

    /** Calls the next hook, if there is one. */
    void next(HookEvent event);
}
