package io.hookline.shell.internal.gogo;

import io.hookline.shell.command.Command;
import java.util.HashMap;
import java.util.Map;
import org.apache.felix.service.command.CommandProcessor;
import org.apache.felix.service.command.Function;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** Follows the {@link Command} services of all bundles, and makes each a function of Gogo while it is there. */
@Component(service = CommandWhiteboard.class, immediate = true)
public final class CommandWhiteboard {

    private final BundleContext context;
    private final CommandTable table;
    private final Map<ServiceReference<Command>, OfferedCommand> offered = new HashMap<>();

    /** Without commands. */
    @Activate
    public CommandWhiteboard(BundleContext context) {
        this.context = context;
        this.table = new CommandTable(new GogoFunctions(context));
    }

    CommandTable table() {
        return table;
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
                reference.getBundle().equals(context.getBundle()),
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

    /** The functions of Gogo: services with a scope and a name. */
    private record GogoFunctions(BundleContext context) implements CommandTable.Functions {

        @Override
        public boolean isTaken(CommandId id) {
            String filter = "(&(" + CommandProcessor.COMMAND_SCOPE + "=" + id.scope() + ")("
                    + CommandProcessor.COMMAND_FUNCTION + "=" + id.name() + "))";
            try {
                return context.getServiceReferences((String) null, filter) != null;
            } catch (InvalidSyntaxException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public Runnable register(OfferedCommand command) {
            Map<String, Object> properties = Map.of(
                    CommandProcessor.COMMAND_SCOPE, command.id().scope(),
                    CommandProcessor.COMMAND_FUNCTION, command.id().name());
            ServiceRegistration<Function> registration = context.registerService(
                    Function.class,
                    new GogoCommand(command.id(), command::command),
                    FrameworkUtil.asDictionary(properties));
            return registration::unregister;
        }
    }
}
