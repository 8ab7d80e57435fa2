package io.hookline.shell.internal.gogo;

import io.hookline.shell.command.Command;
import io.hookline.shell.internal.table.CommandId;
import io.hookline.shell.internal.table.CommandTable;
import io.hookline.shell.internal.table.LineCompletions;
import io.hookline.shell.internal.table.OfferedCommand;
import java.util.HashMap;
import java.util.Map;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** Follows the {@link Command} services of all bundles, and makes each a function of Gogo while it is there. */
@Component(service = CommandWhiteboard.class, immediate = true)
public final class CommandWhiteboard {

    private final BundleContext context;
    private final ProductBundles product;
    private final CommandTable table;
    private final RunningCommands running = new RunningCommands();
    private final Map<ServiceReference<Command>, OfferedCommand> offered = new HashMap<>();

    /** Without commands. */
    @Activate
    public CommandWhiteboard(BundleContext context) {
        this.context = context;
        this.product = ProductBundles.of(context);
        GogoFunctions functions = new GogoFunctions(context, running);
        this.table = new CommandTable(functions);
        functions.whenOneLeaves(table::offerAgain);
    }

    /** The commands. */
    public CommandTable table() {
        return table;
    }

    /** The calls of commands that run now. */
    public RunningCommands running() {
        return running;
    }

    /** What Tab offers for the commands. */
    public LineCompletions completions() {
        return new LineCompletions(table);
    }

    @Reference(
            service = Command.class,
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            unbind = "removeCommand")
    void addCommand(ServiceReference<Command> reference) {
        CommandId id =
                new CommandId(text(reference, Command.SCOPE, Command.DEFAULT_SCOPE), text(reference, Command.NAME, ""));
        OfferedCommand command = new OfferedCommand(
                id,
                String.valueOf(reference.getBundle().getSymbolicName()),
                reference.getBundle().getVersion().toString(),
                product.contains(reference.getBundle()),
                () -> context.getService(reference));
        synchronized (offered) {
            offered.put(reference, command);
        }
        table.add(command);
    }

    void removeCommand(ServiceReference<Command> reference) {
        OfferedCommand command;
        synchronized (offered) {
            command = offered.remove(reference);
        }
        if (command != null) {
            table.remove(command);
            context.ungetService(reference);
        }
    }

    private static String text(ServiceReference<?> reference, String property, String absent) {
        return reference.getProperty(property) instanceof String text ? text : absent;
    }
}
