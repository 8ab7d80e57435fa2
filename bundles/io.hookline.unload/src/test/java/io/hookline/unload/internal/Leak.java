package io.hookline.unload.internal;

/**
 * What a fake plugin leaves behind. Its classes are in the package "leak", which each {@link FakePlugin} loads for
 * itself.
 */
public interface Leak {

    /** Leaves this very object behind, so that it holds the plugin. */
    void begin() throws Exception;

    /** Undoes that. */
    void end() throws Exception;
}
