package io.hookline.gateway.internal.shell;

import io.hookline.gateway.internal.route.RouteSource;
import io.hookline.gateway.internal.route.RouteTable;
import io.hookline.shell.command.Arguments;
import io.hookline.shell.command.Command;
import io.hookline.shell.command.CommandArgument;
import io.hookline.shell.command.CommandContext;
import io.hookline.shell.command.CommandDescription;
import io.hookline.shell.command.CommandName;
import io.hookline.shell.command.CommandOption;
import io.hookline.shell.command.CommandResult;
import io.hookline.shell.command.Completion;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Shows the gateway's routes, and tries requests out. */
@Component(service = Command.class)
@CommandName("routes")
public final class RoutesCommand implements Command {

    private static final String TEST = "test";
    private static final String HEADER = "--header";

    private static final CommandDescription DESCRIPTION = CommandDescription.of(
                    "Shows the gateway's routes in the order in which they are tried, or which one takes a request.")
            .withArgument(CommandArgument.optional("ACTION").withCompletion(Completion.of(TEST)))
            .withArgument(CommandArgument.any("ARGUMENT")
                    .withCompletion(Completion.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")))
            .withForm("", "shows the routes, their calls, and what is refused")
            .withForm("test METHOD URL", "says which route takes a request, and why those before it do not")
            .withOptions(CommandOption.value(
                    HEADER,
                    "NAME=VALUE",
                    "a header field of the request, such as one that a hook sets; may be repeated"))
            .withExample("hook:routes test GET http://shop.example.org/cart/7 --header x-env=green");

    private final RouteSource source;

    /** With the configured routes. */
    @Activate
    public RoutesCommand(@Reference RouteSource source) {
        this.source = source;
    }

    @Override
    public CommandDescription description() {
        return DESCRIPTION;
    }

    @Override
    public CommandResult run(CommandContext context) {
        Arguments arguments = context.arguments();
        List<String> words = arguments.positional();
        if (!words.isEmpty() && !words.get(0).equals(TEST)) {
            throw arguments.complaint("knows test, not \"" + words.get(0) + "\"");
        }
        if (words.size() == 1 || words.size() == 2 || words.size() > 3) {
            throw arguments.complaint("test takes a method and a URL");
        }
        if (words.isEmpty() && arguments.has(HEADER)) {
            throw arguments.complaint("takes " + HEADER + " with test only");
        }
        RouteTable table = RunningRoutes.of(source).table();
        if (words.isEmpty()) {
            RoutesReport report = RoutesReport.of(table, source.problems());
            return CommandResult.text(report, report::text);
        }
        RouteTrial trial = RouteTrial.of(table, words.get(1), words.get(2), arguments.all(HEADER));
        return CommandResult.text(trial, trial::text);
    }
}
