package io.hookline.deploy.internal.store;

import java.nio.file.Path;

/** What a reader of the store does with a damaged record. */
public enum OnDamage {

    /** Renames it, so that the store can be used. */
    SET_ASIDE {
        @Override
        String handle(Path file) {
            return SetAside.move(file);
        }
    },

    /** Leaves the store as it is: a check must find the same every time. */
    LEAVE {
        @Override
        String handle(Path file) {
            return "it is in its place; the next start, or a command that writes, sets it aside";
        }
    };

    /** Handles it; returns what became of it, as the end of a sentence. */
    abstract String handle(Path file);
}
