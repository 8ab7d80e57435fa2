package io.hookline.shell.internal.gateway;

import io.hookline.common.text.Folded;
import io.hookline.common.text.Printable;
import io.hookline.common.text.Table;
import io.hookline.config.Configurations;
import io.hookline.gateway.status.GatewayRoutes;
import io.hookline.gateway.status.RefusedConfiguration;
import io.hookline.gateway.status.RouteStatus;
import io.hookline.gateway.status.RouteTrial;
import io.hookline.shell.command.Arguments;
import io.hookline.shell.command.Command;
import io.hookline.shell.command.CommandArgument;
import io.hookline.shell.command.CommandContext;
import io.hookline.shell.command.CommandDescription;
import io.hookline.shell.command.CommandException;
import io.hookline.shell.command.CommandName;
import io.hookline.shell.command.CommandOption;
import io.hookline.shell.command.CommandResult;
import io.hookline.shell.command.Completion;
import io.hookline.shell.command.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/** The command {@code hook:routes}. */
@Component
@CommandName("routes")
public final class RoutesCommand implements Command {

    private static final String TEST = "test";
    private static final String HEADER = "--header";

    private final GatewayRoutes routes;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile @Nullable Configurations configurations;

    /** With the gateway's routes. */
    @Activate
    public RoutesCommand(@Reference GatewayRoutes routes) {
        this.routes = routes;
    }

    @Override
    public CommandDescription description() {
        return CommandDescription.of(
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
                .withExample("hook:routes test GET http://shop.example.org/cart/7 --header x-env=green")
                .withPermission(Role.VIEWER);
    }

    @Override
    public CommandResult run(CommandContext context) {
        Arguments arguments = context.arguments();
        List<String> words = arguments.positional();
        if (words.isEmpty()) {
            if (arguments.has(HEADER)) {
                throw arguments.complaint("takes " + HEADER + " with test only");
            }
            GatewayState.checkRunning(routes);
            RoutesReport report = new RoutesReport(routes.routes(), refused());
            return CommandResult.text(report, report::text);
        }
        if (!words.get(0).equals(TEST)) {
            throw arguments.complaint("knows test, not \"" + Printable.of(words.get(0)) + "\"");
        }
        if (words.size() != 3) {
            throw arguments.complaint("test takes a method and a URL");
        }
        GatewayState.checkRunning(routes);
        RouteTrial trial = tryOut(words.get(1), words.get(2), arguments.all(HEADER));
        return CommandResult.text(trial, width -> text(trial, width));
    }

    private List<RefusedConfiguration> refused() {
        List<RefusedConfiguration> all = new ArrayList<>(routes.refused());
        Configurations there = configurations;
        if (there != null) {
            RefusedFiles.of(there).stream()
                    .filter(file -> all.stream()
                            .noneMatch(one ->
                                    one.kind().equals(file.kind()) && one.name().equals(file.name())))
                    .toList()
                    .forEach(all::add);
        }
        return all;
    }

    private RouteTrial tryOut(String method, String url, List<String> typed) {
        int scheme = url.indexOf("://");
        String rest = scheme < 0 ? url : url.substring(scheme + 3);
        int slash = rest.indexOf('/');
        String host = slash < 0 ? rest : rest.substring(0, slash);
        List<Map.Entry<String, String>> headers = new ArrayList<>();
        for (String header : typed) {
            int equals = header.indexOf('=');
            if (equals < 1) {
                throw new CommandException(HEADER + " is NAME=VALUE, not \"" + Printable.of(header) + "\"");
            }
            headers.add(Map.entry(header.substring(0, equals), header.substring(equals + 1)));
        }
        boolean named = headers.stream().anyMatch(header -> header.getKey().equalsIgnoreCase("Host"));
        if (!host.isEmpty() && !named) {
            headers.add(Map.entry("Host", host));
        }
        try {
            return routes.tryOut(method, slash < 0 ? "/" : rest.substring(slash), headers);
        } catch (IllegalArgumentException e) {
            throw new CommandException("the gateway would refuse it: " + e.getMessage());
        }
    }

    private static String goal(RouteTrial trial, RouteStatus route) {
        String all = RoutesReport.upstreamsOf(route);
        String certain = trial.upstream();
        return certain == null || route.upstreams().size() == 1 ? all : certain + " (of " + all + ")";
    }

    private static String text(RouteTrial trial, int width) {
        RouteStatus route = trial.route();
        StringBuilder text = new StringBuilder(
                route == null
                        ? Folded.of("no route: ", "the gateway answers with 404", width)
                        : Folded.of(
                                Printable.of(route.route()) + ": ",
                                trial.method() + " " + trial.host() + trial.path() + " goes to " + goal(trial, route),
                                width));
        if (!trial.tried().isEmpty()) {
            Table table = new Table("ROUTE", "SAYS", "MATCH");
            trial.tried().forEach(step -> table.row(step.route(), step.says(), step.match()));
            text.append('\n').append(table.text(width));
        }
        return text.toString();
    }
}
