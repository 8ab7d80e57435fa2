package io.hookline.shell.internal;

import static io.hookline.shell.internal.Arguments.JSON;

import io.hookline.api.CallSample;
import io.hookline.api.runtime.HookRuntime;
import io.hookline.api.runtime.OpenPoints;
import io.hookline.api.runtime.OpenPoints.OpenPoint;
import io.hookline.api.runtime.PointStatus;
import io.hookline.common.text.NearestNames;
import io.hookline.common.text.Printable;
import io.hookline.load.LoadPlan;
import io.hookline.load.LoadReport;
import io.hookline.load.LoadRun;
import io.hookline.load.LoadTarget;
import io.hookline.load.LoadTick;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/** The command {@code hook:load}. */
@Component(
        service = LoadCommand.class,
        property = {"osgi.command.scope=hook", "osgi.command.function=load"})
public final class LoadCommand {

    private static final String RATE = "--rate";
    private static final String THREADS = "--threads";
    private static final String FOR = "--for";
    private static final String WARM_UP = "--warm-up";
    private static final String ARG = "--arg";
    private static final String METHOD = "--method";
    private static final String TIMEOUT = "--timeout";
    private static final String MAX_ERRORS = "--max-errors";
    private static final Duration GRACE = Duration.ofSeconds(5);

    private static final Syntax LOAD = Syntax.of(
            "load",
            "POINT",
            1,
            1,
            RATE + " N",
            THREADS + " N",
            FOR + " TIME",
            WARM_UP + " TIME",
            ARG + " [NAME=]VALUE",
            METHOD + " NAME",
            TIMEOUT + " TIME",
            MAX_ERRORS + " PERCENT",
            JSON);

    private final Optional<HookRuntime> runtime;
    private final Optional<OpenPoints> points;
    private final List<Map.Entry<Map<String, Object>, CallSample>> samples;

    @Activate
    public LoadCommand(
            @Reference(policyOption = ReferencePolicyOption.GREEDY) Optional<HookRuntime> runtime,
            @Reference(policyOption = ReferencePolicyOption.GREEDY) Optional<OpenPoints> points,
            @Reference(policyOption = ReferencePolicyOption.GREEDY)
                    List<Map.Entry<Map<String, Object>, CallSample>> samples) {
        this.runtime = runtime;
        this.points = points;
        this.samples = List.copyOf(samples);
    }

    @Descriptor(LoadHelp.LOAD)
    public void load(CommandSession session, String... words) {
        Arguments given = LOAD.read(words);
        HookRuntime core = runtime.orElseThrow(LoadCommand::coreIsAway);
        String point = point(core, given.operands().get(0));
        LoadPlan plan;
        LoadTarget target;
        double mostErrors;
        try {
            target = target(point, given);
            plan = plan(point, given);
            mostErrors = LoadPlan.percent(MAX_ERRORS, given.has(MAX_ERRORS) ? given.value(MAX_ERRORS) : "0");
        } catch (IllegalArgumentException e) {
            throw new CommandException(Printable.of(String.valueOf(e.getMessage())));
        }
        HookCounts before = HookCounts.of(core, point);
        LoadReport report = new LoadRun(plan, target).run(progress(session, given.json()));
        String hooks = HookCounts.of(core, point).since(before, Output.width(session));
        System.out.print(given.json() ? report.json() : report.text() + hooks);
        Output.flush(session);
        if (!report.isGood(mostErrors)) {
            throw new CommandException(
                    report.calls() == 0
                            ? "No call was made."
                            : "More calls were errors than " + MAX_ERRORS + " accepts.");
        }
    }

    private static String point(HookRuntime core, String typed) {
        List<String> names = core.points().stream().map(PointStatus::name).toList();
        NearestNames known = new NearestNames(names);
        return known.resolve(typed)
                .orElseThrow(() -> new CommandException("No hook point is named " + Printable.of(typed) + "."
                        + (names.isEmpty() ? " None is open at all: no host is running." : known.hint(typed))));
    }

    private LoadTarget target(String point, Arguments given) {
        Optional<CallSample> sample = samples.stream()
                .filter(one -> point.equals(one.getKey().get(CallSample.POINT)))
                .map(Map.Entry::getValue)
                .findFirst();
        if (sample.isPresent()) {
            if (given.has(METHOD) || given.has(TIMEOUT)) {
                throw new CommandException("The host of " + point + " publishes a sample of its calls, which takes no "
                        + METHOD + " and no " + TIMEOUT + ", only " + ARG + " NAME=VALUE.");
            }
            return SampleCalls.of(sample.get(), given.all(ARG));
        }
        OpenPoint open = points.orElseThrow(LoadCommand::coreIsAway)
                .find(point)
                .orElseThrow(() -> new CommandException("Hook point " + point + " has just been closed."));
        return ContractCalls.of(
                open,
                given.value(METHOD),
                given.all(ARG),
                given.has(TIMEOUT) ? Optional.of(LoadPlan.someTime(TIMEOUT, given.value(TIMEOUT))) : Optional.empty());
    }

    private static LoadPlan plan(String point, Arguments given) {
        return new LoadPlan(
                point,
                given.has(THREADS) ? (int) LoadPlan.number(THREADS, given.value(THREADS), 1, LoadPlan.MOST_CALLERS) : 2,
                "threads",
                given.has(RATE) ? LoadPlan.number(RATE, given.value(RATE), 0, LoadPlan.HIGHEST_RATE) : 0,
                LoadPlan.someTime(FOR, given.has(FOR) ? given.value(FOR) : "10s"),
                LoadPlan.time(WARM_UP, given.has(WARM_UP) ? given.value(WARM_UP) : "1s"),
                GRACE,
                LoadPlan.LatencyUnit.NANOSECONDS);
    }

    private static Consumer<LoadTick> progress(CommandSession session, boolean json) {
        if (json) {
            return tick -> {};
        }
        return tick -> {
            System.out.println(tick.text());
            Output.flush(session);
        };
    }

    private static CommandException coreIsAway() {
        return new CommandException("The core is not running, so there is no point to call. Find it with: lb -s | grep"
                + " io.hookline.core and start it with: felix:start ID");
    }
}
