package io.hookline.api.runtime;

/** The state of a row that binds a plain class to a hook point. Later versions add constants. */
public enum BindingState {

    /** The class is bound: it is a hook of its plugin like any other. */
    BOUND,

    /** The plugin or the hook point is not there yet; the class is bound as soon as both are. */
    WAITING,

    /** The row, or the class in this release, is wrong; nothing of it is bound. */
    REFUSED,

    /** The row disables it: {@code enabled = false}. */
    DISABLED
}
