package io.hookline.shell.internal.gogo;

import io.hookline.shell.command.Command;
import io.hookline.shell.command.CommandException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A command that a bundle offers as a service. Gets the service when it is first needed. Safe for use by many threads.
 */
final class OfferedCommand {

    private final CommandId id;
    private final String bundle;
    private final boolean builtIn;
    private final Supplier<@Nullable Command> source;
    private volatile @Nullable Command command;

    /**
     * A command that is offered.
     *
     * @param bundle symbolic name of the bundle that offers it
     * @param builtIn whether it is one of the shell's own
     * @param source gets the service; null if it is not available
     */
    OfferedCommand(CommandId id, String bundle, boolean builtIn, Supplier<@Nullable Command> source) {
        this.id = id;
        this.bundle = bundle;
        this.builtIn = builtIn;
        this.source = source;
    }

    CommandId id() {
        return id;
    }

    String bundle() {
        return bundle;
    }

    boolean isBuiltIn() {
        return builtIn;
    }

    /**
     * The service.
     *
     * @throws CommandException if it is not available
     */
    Command command() {
        Command there = command;
        if (there == null) {
            there = source.get();
            if (there == null) {
                throw new CommandException("The command " + id + " of " + bundle
                        + " is not available: its component did not start. Why: log/hookline.log");
            }
            command = there;
        }
        return there;
    }
}
