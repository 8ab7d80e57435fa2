package io.hookline.shell.session;

import io.hookline.shell.command.Role;
import org.osgi.annotation.versioning.ConsumerType;

/** Shows what a command says while it works. Any thread may call it. What it throws ends the command. */
@ConsumerType
public interface CommandConsole {

    /**
     * Shows a text.
     *
     * @param text lines, each with its line end; escaped, so that it cannot control a terminal
     */
    void print(String text);

    /**
     * Shows a text in place of the one that was shown last by this method.
     *
     * @param text lines, each with its line end; escaped
     */
    void redraw(String text);

    /** Is told which role the call needs, after that was checked, and ahead of the command's work; ignores it. */
    default void admitted(Role needed) {}

    /** Is told the reason that the line gives, if it gives one, ahead of the command's work; ignores it. */
    default void reasoned(String reason) {}

    /**
     * Whether it keeps what it shows apart from the result, so that it is shown even if the result is JSON; false
     * unless stated.
     */
    default boolean keepsProgressApart() {
        return false;
    }
}
