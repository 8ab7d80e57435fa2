package io.hookline.unload;

/** How far the class loader of a removed release has come. */
public enum UnloadState {

    /** It was collected, with all its classes. */
    GONE,

    /** It is still there, which may only mean that the garbage collector has not been at it. */
    WATCHED,

    /** It has survived collections that others like it did not survive: something holds it. */
    HELD
}
