package io.hookline.shell.command;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * A command of the shell. Register it as a service with the property {@value #NAME}, for instance by {@link
 * CommandName}.
 *
 * <pre>{@code
 * @Component
 * @CommandName("greet")
 * public final class GreetCommand implements Command {
 *
 *     public CommandDescription description() {
 *         return CommandDescription.of("Greets a person.").withArgument(CommandArgument.required("NAME"));
 *     }
 *
 *     public CommandResult run(CommandContext context) {
 *         Greeting greeting = new Greeting(context.arguments().positional(0));
 *         return CommandResult.text(greeting, width -> "Hello " + greeting.name() + "\n");
 *     }
 * }
 * }</pre>
 *
 * <p>The name must be free in its scope: the shell refuses a command whose name another one has, and says so in its log
 * and in {@code hook:help}. The shell gets the service when it first needs it. Several sessions may call a command at
 * the same time.
 */
@ConsumerType
public interface Command {

    /** Service property: the command's name, of at most 64 lower-case letters, digits and hyphens. */
    String NAME = "hookline.command.name";

    /** Service property: the command's scope, which stands ahead of its name; without it, {@value #DEFAULT_SCOPE}. */
    String SCOPE = "hookline.command.scope";

    /** The scope of commands that state none. */
    String DEFAULT_SCOPE = "hook";

    /** Its arguments, options and help. Called often; it must be fast, and always return the same. */
    CommandDescription description();

    /**
     * The least role that may make one call; the one of the description unless it depends on the arguments.
     *
     * @throws CommandException if the arguments say something else that is wrong
     */
    default Role permission(Arguments arguments) {
        return description().permission();
    }

    /**
     * Runs the command. Called on the thread of the session; Ctrl-C interrupts it.
     *
     * @return the result, which the shell prints
     * @throws CommandException if it fails for a reason that the user can act on; the shell prints the message alone
     * @throws InterruptedException if it was interrupted
     */
    CommandResult run(CommandContext context) throws InterruptedException;
}
