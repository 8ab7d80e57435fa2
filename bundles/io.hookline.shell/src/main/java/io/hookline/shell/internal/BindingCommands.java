package io.hookline.shell.internal;

import io.hookline.api.runtime.BindingStatus;
import io.hookline.api.runtime.Bindings;
import java.util.List;
import java.util.Optional;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.Parameter;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/** The command {@code hook:bindings}. There with or without the core, so that it can say that the core is not running. */
@Component(
        service = BindingCommands.class,
        property = {"osgi.command.scope=hook", "osgi.command.function=bindings"})
public final class BindingCommands {

    private static final String JSON = "--json";

    private final Optional<Bindings> core;

    @Activate
    public BindingCommands(@Reference(policyOption = ReferencePolicyOption.GREEDY) Optional<Bindings> core) {
        this.core = core;
    }

    @Descriptor("plain classes bound to hook points by configuration, and what has become of each row")
    public void bindings(
            CommandSession session,
            @Descriptor("print JSON instead of a table")
                    @Parameter(names = JSON, presentValue = "true", absentValue = "false")
                    boolean json,
            @Descriptor("(takes no argument)") String... none) {
        Output.refuseArguments("bindings", none);
        List<BindingStatus> rows = core.orElseThrow(() -> new CommandException(
                        "The core is not running, so nothing is bound. Find it with: lb -s | grep io.hookline.core"
                                + " and start it with: felix:start ID"))
                .rows();
        Output.print(session, json, rows, width -> BindingReport.of(rows, width));
    }
}
