package io.hookline.runtime;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The sandbox demo: one plugin goes up the ladder of runners while calls run, its process is killed, a module takes its
 * place, and another module spins beside it. Used by one thread; another one may close it.
 */
final class SandboxDemo implements AutoCloseable {

    private static final String PLUGIN = "io.hookline.plugin.headers";
    private static final String SPINNER = "demo.spinner";
    private static final String JAVA = "java";
    private static final String WASM = "wasm";
    private static final int CALLERS = 3;
    private static final int STEPS = 8;
    private static final int FEW_CALLS = 20;
    private static final long DEADLINE_S = 120;
    private static final long LOOK_EVERY_MS = 50;
    private static final Pattern PID = Pattern.compile("\\bpid ([0-9]+)");

    private final Distribution distribution;
    private final DataFolder data;
    private final DemoOperator operator;
    private final PrintWriter out;
    private final long startNanos = System.nanoTime();
    private volatile @Nullable ChildInstance instance;

    SandboxDemo(Distribution distribution, DataFolder data, PrintWriter out) {
        this.distribution = distribution;
        this.data = data;
        this.operator = new DemoOperator(data);
        this.out = out;
    }

    /** Writes the configurations before the first start. */
    void configure(DemoUpstream upstream) throws IOException {
        configuration(
                "io.hookline.gateway",
                "host = 127.0.0.1\nport = 0\nupstream = " + upstream.uri()
                        + "\nrequiredPreRequest = io.hookline.plugin.apikey\n");
        // No rate limit: refused calls would look like lost ones.
        configuration("io.hookline.plugin.ratelimit", "requestsPerSecond = 1000000\nburst = 1000000\n");
        configuration(PLUGIN, "response = add " + SandboxDemoLoad.MARK + " " + JAVA + "\n");
        rule("inline");
    }

    /**
     * Runs it; true if no call was lost or doubled, and none passed the hook by.
     *
     * @param key the client's key
     * @param seconds the time over which the changes are spread
     */
    boolean run(String key, int seconds, DemoUpstream upstream) throws IOException, InterruptedException {
        long pauseMillis = seconds * 1_000L / STEPS;
        ChildInstance started = ChildInstance.start(distribution, data.root());
        instance = started;
        operator.run(
                "deploy",
                distribution.plugin("available/" + PLUGIN + "-1.0.0.jar").toString());
        awaitRunner("inline");
        SandboxDemoLoad load = new SandboxDemoLoad(started.uri(), key);
        load.start(CALLERS);
        try {
            climb(load, pauseMillis);
        } finally {
            load.stop();
        }
        return print(load, upstream);
    }

    @Override
    public void close() {
        ChildInstance last = instance;
        if (last != null) {
            last.close();
        }
    }

    private void climb(SandboxDemoLoad load, long pauseMillis) throws IOException, InterruptedException {
        step("inline", JAVA, load, pauseMillis);
        for (String runner : new String[] {"watched", "pool", "process"}) {
            rule(runner);
            awaitRunner(runner);
            step(runner, JAVA, load, pauseMillis);
        }
        long pid = pid();
        load.mayMiss(true);
        ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
        await("no other process has started", () -> pid() != pid && pid() != 0);
        awaitMarked(JAVA, load);
        load.mayMiss(false);
        step("process: kill -9, and started again", JAVA, load, pauseMillis);
        operator.run("deploy", module(SPINNER, DemoModule.spinning(SPINNER, "1.0.0")));
        await("the module that spins was not ended", () -> operator.run("wasm", "list")
                .contains("took longer than 50 ms"));
        step("a module beside it spins, and is ended", JAVA, load, pauseMillis);
        operator.run("remove", SPINNER);
        operator.run("deploy", module(PLUGIN, DemoModule.adding(PLUGIN, "2.0.0", SandboxDemoLoad.MARK, WASM)));
        step("wasm: a module of the same name", WASM, load, pauseMillis);
        operator.run("rollback");
        awaitRunner("process");
        step("rolled back to process", JAVA, load, pauseMillis);
        rule("inline");
        awaitRunner("inline");
        step("inline", JAVA, load, pauseMillis);
    }

    private void step(String what, String mark, SandboxDemoLoad load, long pauseMillis) throws InterruptedException {
        awaitMarked(mark, load);
        TimeUnit.MILLISECONDS.sleep(pauseMillis);
        out.printf(
                Locale.ROOT,
                "%5.1f s  %-42s %,9d calls, %d lost, %d doubled%n",
                (System.nanoTime() - startNanos) / 1e9,
                what,
                load.made(),
                load.lost() + load.unmarked(),
                load.doubled());
        out.flush();
    }

    private void awaitMarked(String mark, SandboxDemoLoad load) throws InterruptedException {
        long before = load.marked(mark);
        await("no answer has the mark " + mark, () -> load.marked(mark) > before + FEW_CALLS);
    }

    private void awaitRunner(String runner) throws InterruptedException {
        await("the plugin does not run " + runner, () -> guard().contains(
                        "\"isolation\":\"" + runner.toUpperCase(Locale.ROOT) + "\""));
    }

    /** What {@code hookline guard} says of the plugin, as JSON without blanks around colons; empty if nothing. */
    private String guard() {
        String all = operator.run("guard", "-o", "json").replaceAll("\" *: *", "\":");
        Matcher found = Pattern.compile(
                        "\\{[^{}]*\"plugin\":\"" + Pattern.quote(PLUGIN) + "\"[^{}]*\"http.post-process\"[^{}]*}")
                .matcher(all);
        return found.find() ? found.group() : "";
    }

    /** The process of the plugin; 0 while there is none. */
    private long pid() {
        Matcher found = PID.matcher(guard());
        return found.find() ? Long.parseLong(found.group(1)) : 0;
    }

    private boolean print(SandboxDemoLoad load, DemoUpstream upstream) {
        // A call that the gateway has sent twice came twice; one that it has refused came never, and makes up for none.
        long doubled = load.doubled() + Math.max(0, upstream.requests() - load.forwarded());
        out.println();
        row("calls made", load.made());
        row("  refused or without the hook, while its process was away", load.excused());
        row("  passed the hook by", load.unmarked());
        row("  lost", load.lost());
        row("  doubled", doubled);
        out.println();
        boolean isGood = load.lost() + load.unmarked() + doubled == 0;
        out.println(
                isGood
                        ? "No call was lost or doubled on any rung, nor by a change between them."
                        : "Something went wrong; first: " + load.firstProblem());
        out.flush();
        return isGood;
    }

    private void row(String what, long count) {
        out.printf(Locale.ROOT, "%-68s %,12d%n", what, count);
    }

    private void rule(String runner) throws IOException {
        configuration(
                "io.hookline.guard-sandbox",
                "hook = " + PLUGIN + "\nisolation = " + runner + "\nthreads = 8\ndeadlineMillis = 60000\n");
    }

    private String module(String name, byte[] bytes) throws IOException {
        return Files.write(data.root().resolve(name + ".wasm"), bytes).toString();
    }

    private void configuration(String pid, String text) throws IOException {
        Files.writeString(data.conf().resolve(pid + ".cfg"), text);
    }

    private static void await(String otherwise, BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(DEADLINE_S);
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - end > 0) {
                throw new LaunchException(otherwise + " within " + DEADLINE_S + " s");
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_EVERY_MS);
        }
    }
}
