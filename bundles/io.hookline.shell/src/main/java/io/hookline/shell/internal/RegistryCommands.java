package io.hookline.shell.internal;

import static io.hookline.shell.internal.Arguments.JSON;

import io.hookline.api.registry.PluginRegistry;
import io.hookline.api.runtime.CandidateStatus;
import io.hookline.api.runtime.PluginStatus;
import io.hookline.common.text.NearestNames;
import io.hookline.common.text.Printable;
import java.util.List;
import java.util.Optional;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/** The commands {@code hook:plugins} and {@code hook:route}, over the table of what plugins say of themselves. */
@Component(
        service = RegistryCommands.class,
        property = {"osgi.command.scope=hook", "osgi.command.function=plugins", "osgi.command.function=route"})
public final class RegistryCommands {

    private static final String TAGS = "--tags";
    private static final String TYPE = "--type";
    private static final Syntax PLUGINS = Syntax.of("plugins", "", 0, 0, JSON, TAGS + " TAG,…");
    private static final Syntax ROUTE = Syntax.of("route", "TAG…", 0, Syntax.MANY, JSON, TYPE + " INTERFACE");

    private final Optional<PluginRegistry> registry;

    @Activate
    public RegistryCommands(@Reference(policyOption = ReferencePolicyOption.GREEDY) Optional<PluginRegistry> registry) {
        this.registry = registry;
    }

    @Descriptor(
            """
            the plugins: release, state, tags, the points they serve, and who depends on whom

               hook:plugins [OPTION…]

               --tags TAG,…   those that have all of these tags
               --json         print JSON instead of a table
            """)
    public void plugins(CommandSession session, String... words) {
        Arguments given = PLUGINS.read(words);
        PluginRegistry plugins = registry();
        List<String> tags = given.values(TAGS);
        refuseUnknown(plugins, tags);
        List<PluginStatus> found = plugins.plugins(tags.toArray(String[]::new));
        Output.print(
                session,
                given.json(),
                found,
                width -> found.isEmpty() && !tags.isEmpty()
                        ? "No plugin has all of these tags: " + Printable.list(tags) + "\n"
                        : PluginReport.of(found, width));
    }

    @Descriptor(
            """
            which plugin a route leads to, and why: the best one that has all tags

               hook:route [OPTION…] TAG…

               --type INTERFACE   only plugins that publish a service of this name
               --json             print JSON instead of a table

               The best one has the highest ranking, then the highest version, then the older service.
            """)
    public void route(CommandSession session, String... words) {
        Arguments given = ROUTE.read(words);
        PluginRegistry plugins = registry();
        refuseUnknown(plugins, given.operands());
        String type = given.has(TYPE) ? given.value(TYPE) : null;
        List<CandidateStatus> candidates =
                plugins.candidates(type, given.operands().toArray(String[]::new));
        Output.print(
                session, given.json(), candidates, width -> RouteReport.of(candidates, given.operands(), type, width));
    }

    /** A tag that no plugin has is a slip, more often than not. */
    private static void refuseUnknown(PluginRegistry plugins, List<String> tags) {
        List<String> known = plugins.plugins().stream()
                .flatMap(plugin -> plugin.tags().stream())
                .toList();
        for (String tag : tags) {
            if (!known.contains(tag)) {
                throw new CommandException("No plugin has the tag " + Printable.of(tag) + "."
                        + (known.isEmpty()
                                ? " None has any: plugins state them in @Plugin(tags = …)."
                                : new NearestNames(known).hint(tag)));
            }
        }
    }

    private PluginRegistry registry() {
        return registry.orElseThrow(HookCommands::noCore);
    }
}
