package io.hookline.shell.command;

import java.util.Locale;

/**
 * What someone may do. Each role may do what the ones before it may. A command states the least role that may run it.
 */
public enum Role {

    /** Sees how the instance is. */
    VIEWER,

    /** Changes what runs, and how it is configured. */
    OPERATOR,

    /** Decides who may do what. */
    ADMIN,

    /**
     * Owns the process: uses its terminal or its socket, with the rights of its user. No token has this role, so that a
     * command which states no role can be run by no one else.
     */
    OWNER;

    /** Whether this role may do what needs another one. */
    public boolean includes(Role needed) {
        return compareTo(needed) >= 0;
    }

    /** Its name in lower case, as tools show it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
