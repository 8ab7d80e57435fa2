package io.hookline.shell.internal;

import io.hookline.api.runtime.ChainStatus;
import io.hookline.api.runtime.HookRuntime;
import io.hookline.api.runtime.HookStatus;
import io.hookline.api.runtime.OrderReason;
import io.hookline.api.runtime.PointStatus;
import io.hookline.api.runtime.RefusedHook;
import io.hookline.api.runtime.RuntimeStats;
import io.hookline.common.text.NearestNames;
import io.hookline.common.text.Printable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.Parameter;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/**
 * The commands {@code hook:points}, {@code chain}, {@code why}, {@code stats} and {@code refused}.
 *
 * <p>There with or without the core, so that they can say that it is not running. They print to the standard output:
 * the shell gives each pipeline its own.
 */
@Component(
        service = HookCommands.class,
        property = {
            "osgi.command.scope=hook",
            "osgi.command.function=points",
            "osgi.command.function=chain",
            "osgi.command.function=why",
            "osgi.command.function=stats",
            "osgi.command.function=refused"
        })
public final class HookCommands {

    private static final String JSON = "--json";
    private static final String JSON_HELP = "print JSON instead of a table";

    private final Optional<HookRuntime> core;

    @Activate
    public HookCommands(@Reference(policyOption = ReferencePolicyOption.GREEDY) Optional<HookRuntime> core) {
        this.core = core;
    }

    @Descriptor("the open hook points: who opened them, what they require, how many hooks stand there")
    public void points(
            CommandSession session,
            @Descriptor(JSON_HELP) @Parameter(names = JSON, presentValue = "true", absentValue = "false") boolean json,
            @Descriptor("(takes no argument)") String... none) {
        Output.refuseArguments("points", none);
        List<PointStatus> points = runtime().points();
        Output.print(session, json, points, width -> PointReport.of(points, width));
    }

    @Descriptor("the hooks of a point in the order of a call, with their release, ranking, wishes and counts")
    public void chain(
            CommandSession session,
            @Descriptor(JSON_HELP) @Parameter(names = JSON, presentValue = "true", absentValue = "false") boolean json,
            @Descriptor("POINT: name of a point as in hook:points; without it, every point") String... point) {
        if (point.length > 1 || (point.length == 1 && point[0].startsWith("-"))) {
            throw new CommandException("hook:chain takes one point. Usage: hook:chain [--json] [POINT]");
        }
        HookRuntime runtime = runtime();
        if (point.length == 1) {
            ChainStatus chain = runtime.chain(point[0])
                    .or(() -> pointNames(runtime).resolve(point[0]).flatMap(runtime::chain))
                    .orElseThrow(() -> unknownPoint(runtime, point[0]));
            Output.print(session, json, chain, width -> ChainReport.of(chain, width));
            return;
        }
        List<ChainStatus> chains = runtime.stats().chains();
        Output.print(
                session,
                json,
                chains,
                width -> chains.isEmpty()
                        ? PointReport.of(List.of(), width)
                        : String.join(
                                "\n",
                                chains.stream()
                                        .map(chain -> ChainReport.of(chain, width))
                                        .toList()));
    }

    @Descriptor("why one hook runs ahead of the other: the wishes, ranking or age that decided")
    public void why(
            CommandSession session,
            @Descriptor(JSON_HELP) @Parameter(names = JSON, presentValue = "true", absentValue = "false") boolean json,
            @Descriptor("A B: names of two hooks, or of the plugins they come from") String... names) {
        if (names.length != 2) {
            throw new CommandException(
                    "hook:why takes two names of hooks or plugins. Usage: hook:why [--json] A B. Names: hook:stats");
        }
        HookRuntime runtime = runtime();
        NearestNames known = new NearestNames(names(runtime));
        String one = resolve(known, names[0]);
        String other = resolve(known, names[1]);
        List<OrderReason> whys = runtime.why(one, other);
        Output.print(session, json, whys, width -> WhyReport.of(one, other, whys));
    }

    @Descriptor("counts since the core started: calls, failures, drains and those that timed out")
    public void stats(
            CommandSession session,
            @Descriptor(JSON_HELP) @Parameter(names = JSON, presentValue = "true", absentValue = "false") boolean json,
            @Descriptor("(takes no argument)") String... none) {
        Output.refuseArguments("stats", none);
        RuntimeStats stats = runtime().stats();
        Output.print(session, json, stats, width -> StatsReport.of(stats, width));
    }

    @Descriptor("hooks that were refused and plugins that do not resolve, each with its reason")
    public void refused(
            CommandSession session,
            @Descriptor(JSON_HELP) @Parameter(names = JSON, presentValue = "true", absentValue = "false") boolean json,
            @Descriptor("(takes no argument)") String... none) {
        Output.refuseArguments("refused", none);
        List<RefusedHook> refused = runtime().refused();
        Output.print(session, json, refused, width -> RefusedReport.of(refused, width));
    }

    private HookRuntime runtime() {
        return core.orElseThrow(HookCommands::noCore);
    }

    static CommandException noCore() {
        return new CommandException(
                "The core is not running, so there are no hooks to show. Find it with: lb -s | grep io.hookline.core"
                        + " and start it with: felix:start ID");
    }

    private static String resolve(NearestNames known, String typed) {
        return known.resolve(typed)
                .orElseThrow(() -> new CommandException(
                        "No hook or plugin is named " + Printable.of(typed) + "." + known.hint(typed)));
    }

    private static CommandException unknownPoint(HookRuntime runtime, String typed) {
        String opening = "No hook point is named " + Printable.of(typed) + ".";
        return new CommandException(
                runtime.points().isEmpty()
                        ? opening + " None is open at all: no host is running."
                        : opening + pointNames(runtime).hint(typed));
    }

    private static NearestNames pointNames(HookRuntime runtime) {
        return new NearestNames(runtime.points().stream().map(PointStatus::name).toList());
    }

    /** Everything {@code hook:why} takes: hooks in or beside a chain and the plugins they come from. */
    private static List<String> names(HookRuntime runtime) {
        List<String> names = new ArrayList<>();
        for (ChainStatus chain : runtime.stats().chains()) {
            for (HookStatus hook : chain.hooks()) {
                names.add(hook.name());
                names.add(hook.plugin());
            }
        }
        return names;
    }
}
