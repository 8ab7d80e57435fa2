package io.hookline.shell.internal.table;

import io.hookline.shell.command.Command;
import io.hookline.shell.command.CommandException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A command that a bundle offers as a service. Gets the service when it is first needed. Safe for use by many threads.
 */
public final class OfferedCommand {

    private static final Logger LOG = LoggerFactory.getLogger(OfferedCommand.class);

    private final CommandId id;
    private final String bundle;
    private final String version;
    private final boolean builtIn;
    private final Supplier<@Nullable Command> source;
    private volatile @Nullable Command command;

    /**
     * A command that is offered.
     *
     * @param bundle symbolic name of the bundle that offers it
     * @param version version of that bundle
     * @param builtIn whether it is one of the product's own
     * @param source gets the service; null if it is not available
     */
    public OfferedCommand(
            CommandId id, String bundle, String version, boolean builtIn, Supplier<@Nullable Command> source) {
        this.id = id;
        this.bundle = bundle;
        this.version = version;
        this.builtIn = builtIn;
        this.source = source;
    }

    public CommandId id() {
        return id;
    }

    public String bundle() {
        return bundle;
    }

    public String version() {
        return version;
    }

    public boolean isBuiltIn() {
        return builtIn;
    }

    /**
     * The service.
     *
     * @throws CommandException if it is not available
     */
    public Command command() {
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

    /** What it does, in one sentence; empty if it cannot be described. */
    public String summary() {
        try {
            return command().description().summary();
        } catch (RuntimeException | LinkageError e) {
            LOG.debug("the command {} cannot be described", id, e);
            return "";
        }
    }
}
