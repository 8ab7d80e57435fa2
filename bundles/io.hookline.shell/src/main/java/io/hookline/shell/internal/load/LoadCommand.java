package io.hookline.shell.internal.load;

import io.hookline.api.CallSample;
import io.hookline.api.runtime.OpenPoints.OpenPoint;
import io.hookline.common.json.Json;
import io.hookline.common.text.Printable;
import io.hookline.load.LoadPlan;
import io.hookline.load.LoadReport;
import io.hookline.load.LoadRun;
import io.hookline.load.LoadTarget;
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
import io.hookline.shell.command.TextResult;
import io.hookline.shell.internal.core.CoreClient;
import io.hookline.shell.internal.text.FittedLines;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** The command {@code hook:load}. */
@Component
@CommandName("load")
public final class LoadCommand implements Command {

    private static final String RATE = "--rate";
    private static final String THREADS = "--threads";
    private static final String FOR = "--for";
    private static final String WARM_UP = "--warm-up";
    private static final String ARG = "--arg";
    private static final String METHOD = "--method";
    private static final String TIMEOUT = "--timeout";
    private static final String MAX_ERRORS = "--max-errors";
    private static final Duration GRACE = Duration.ofSeconds(5);

    private final CoreClient core;

    /** The samples that hosts publish of their calls, by point. */
    private final Map<CallSample, String> samples = new ConcurrentHashMap<>();

    /** With the services of the core. */
    @Activate
    public LoadCommand(@Reference CoreClient core) {
        this.core = core;
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC, unbind = "removeSample")
    void addSample(CallSample sample, Map<String, Object> properties) {
        if (properties.get(CallSample.POINT) instanceof String point) {
            samples.put(sample, point);
        }
    }

    void removeSample(CallSample sample) {
        samples.remove(sample);
    }

    @Override
    public CommandDescription description() {
        return CommandDescription.of("Calls a hook point at a given rate, and prints throughput, latencies and errors.")
                .withArgument(CommandArgument.required("POINT").withCompletion(core.completingPoints()))
                .withOptions(
                        CommandOption.value(
                                        RATE,
                                        "N",
                                        "Sets the calls a second of all threads together; 0, the default, calls as fast"
                                                + " as possible.")
                                .withCompletion(Completion.of("100", "1000", "10000")),
                        CommandOption.value(THREADS, "N", "Sets how many calls run at once, by default 2.")
                                .withCompletion(Completion.of("1", "2", "4", "8")),
                        CommandOption.value(
                                        FOR,
                                        "TIME",
                                        "Sets how long calls are counted, such as 10s, 5m or 1h; by default 10s.")
                                .withCompletion(Completion.of("10s", "1m", "5m")),
                        CommandOption.value(WARM_UP, "TIME", "Sets how long calls are made before that, by default 1s.")
                                .withCompletion(Completion.of("1s", "5s")),
                        CommandOption.value(
                                        ARG,
                                        "[NAME=]VALUE",
                                        "Changes the host's sample of a call: NAME=VALUE; repeat it for more. The gateway"
                                                + " takes :method, :path and header fields, db.pre-save takes title and"
                                                + " fields. For a point without a sample: a text, number or constant for"
                                                + " the method, in order.")
                                .withCompletion(Completion.of(":path=/records", "X-API-Key=")),
                        CommandOption.value(
                                METHOD,
                                "NAME",
                                "Chooses a method of the contract, if there is no sample and it has several."),
                        CommandOption.value(
                                        TIMEOUT,
                                        "TIME",
                                        "Sets the deadline of the call's HookContext, if there is no sample; by default"
                                                + " there is none.")
                                .withCompletion(Completion.of("100ms", "1s")),
                        CommandOption.value(MAX_ERRORS, "PERCENT", "Fails if more calls are errors, by default 0.")
                                .withCompletion(Completion.of("0", "1", "5")))
                .withDetails("The calls are real: they run the point's hooks with all their effects, and count in"
                        + " hook:stats, hook:status and for canaries. The host's own calls go on at the same time.")
                .withDetails(
                        "With --rate each call has its scheduled time, whatever happens to those before it, and its"
                                + " latency counts from then. So a hook that stalls shows. Ctrl-C ends the run early, with the"
                                + " report so far. For requests over HTTP: hookline load URL.")
                .withExample("hook:load --rate 1000 --arg X-API-Key=KEY --arg :path=/records http.pre-request")
                .withPermission(Role.OPERATOR);
    }

    @Override
    public CommandResult run(CommandContext context) {
        Arguments given = context.arguments();
        String point = core.point(given.positional(0));
        LoadPlan plan;
        LoadTarget target;
        double mostErrors;
        try {
            target = target(point, given);
            plan = plan(point, given);
            mostErrors = LoadPlan.percent(MAX_ERRORS, given.value(MAX_ERRORS, "0"));
        } catch (IllegalArgumentException e) {
            throw new CommandException(Printable.of(String.valueOf(e.getMessage())));
        }
        HookCounts before = HookCounts.of(core.runtime(), point);
        LoadReport report = new LoadRun(plan, target).run(tick -> context.progress(tick.text()));
        HookCounts after = HookCounts.of(core.runtime(), point);
        TextResult result = CommandResult.text(
                Json.parse(report.json()), width -> FittedLines.of(report.text(), width) + after.since(before, width));
        if (report.isGood(mostErrors)) {
            return result;
        }
        return result.withFailure(
                report.calls() == 0 ? "No call was made." : "More calls were errors than " + MAX_ERRORS + " accepts.");
    }

    private LoadTarget target(String point, Arguments given) {
        Optional<CallSample> sample = samples.entrySet().stream()
                .filter(one -> one.getValue().equals(point))
                .map(Map.Entry::getKey)
                .findFirst();
        if (sample.isPresent()) {
            if (given.has(METHOD) || given.has(TIMEOUT)) {
                throw new CommandException("The host of " + point + " publishes a sample of its calls, which takes no "
                        + METHOD + " and no " + TIMEOUT + ", only " + ARG + " NAME=VALUE.");
            }
            return SampleCalls.of(sample.get(), given.all(ARG));
        }
        OpenPoint open = core.openPoints()
                .find(point)
                .orElseThrow(() -> new CommandException("Hook point " + point + " was closed just now."));
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
}
