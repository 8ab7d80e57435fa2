package io.hookline.shell.internal.gogo;

import io.hookline.shell.internal.table.CommandId;
import io.hookline.shell.internal.table.CommandTable;
import io.hookline.shell.internal.table.OfferedCommand;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.felix.service.command.CommandProcessor;
import org.apache.felix.service.command.Function;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceEvent;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;

/** The functions of Gogo: services with a scope and a name. Safe for use by many threads. */
final class GogoFunctions implements CommandTable.Functions {

    private static final String ANY =
            "(&(" + CommandProcessor.COMMAND_SCOPE + "=*)(" + CommandProcessor.COMMAND_FUNCTION + "=*))";

    private final BundleContext context;
    private final RunningCommands running;

    /** Services that the framework still shows while it tells that they leave. */
    private final Set<ServiceReference<?>> leaving = ConcurrentHashMap.newKeySet();

    GogoFunctions(BundleContext context, RunningCommands running) {
        this.context = context;
        this.running = running;
    }

    /** Calls the listener on the thread that takes a function of another bundle away. */
    void whenOneLeaves(Runnable listener) {
        try {
            context.addServiceListener(
                    event -> {
                        boolean own = context.getBundle()
                                .equals(event.getServiceReference().getBundle());
                        if (event.getType() == ServiceEvent.UNREGISTERING && !own) {
                            leaving.add(event.getServiceReference());
                            try {
                                listener.run();
                            } finally {
                                leaving.remove(event.getServiceReference());
                            }
                        }
                    },
                    ANY);
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public boolean isTaken(CommandId id) {
        String filter = "(&(" + CommandProcessor.COMMAND_SCOPE + "=" + id.scope() + ")("
                + CommandProcessor.COMMAND_FUNCTION + "=" + id.name() + "))";
        try {
            ServiceReference<?>[] there = context.getServiceReferences((String) null, filter);
            return there != null && !leaving.containsAll(Set.of(there));
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
                new GogoCommand(command.id(), command::command, running),
                FrameworkUtil.asDictionary(properties));
        return registration::unregister;
    }
}
