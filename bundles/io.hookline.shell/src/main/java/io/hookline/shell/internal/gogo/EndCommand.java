package io.hookline.shell.internal.gogo;

import io.hookline.shell.command.CommandException;
import java.util.List;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Function;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;

/** What {@code exit} and {@code quit} do: stops the framework, and with it the process. Needs no command of Felix. */
public final class EndCommand implements Function {

    /** The session's variables under which Gogo finds the function. */
    public static final List<String> NAMES = List.of("exit", "quit");

    private final BundleContext context;

    /** Stops the framework of a bundle. */
    public EndCommand(BundleContext context) {
        this.context = context;
    }

    @Override
    public @Nullable Object execute(CommandSession session, List<Object> arguments) throws BundleException {
        if (!arguments.isEmpty()) {
            throw new CommandException("exit takes no arguments. It stops everything and ends the process.");
        }
        Bundle framework = context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION);
        if (framework != null) {
            framework.stop();
        }
        return null;
    }
}
