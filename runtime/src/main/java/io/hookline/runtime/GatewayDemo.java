package io.hookline.runtime;

import io.hookline.runtime.GatewayDemoLoad.PolicyPhase;
import java.io.IOException;
import java.io.PrintWriter;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * The changes of the gateway's demo, made one after the other as an operator makes them: by commands and files. Used by
 * one thread.
 */
final class GatewayDemo {

    private static final long DEADLINE_S = 60;
    private static final long LOOK_EVERY_MS = 20;
    private static final String ROUTE = "shop";

    private final DemoOperator operator;
    private final Distribution distribution;
    private final GatewayDemoFiles files;
    private final DemoTrust trust;
    private final DemoUpstream fresh;

    GatewayDemo(
            DataFolder data, Distribution distribution, GatewayDemoFiles files, DemoTrust trust, DemoUpstream fresh) {
        this.operator = new DemoOperator(data);
        this.distribution = distribution;
        this.files = files;
        this.trust = trust;
        this.fresh = fresh;
    }

    /** What must be there before the load begins. */
    void prepare() {
        operator.run("config", "io.hookline.gateway.route~" + ROUTE, "set", "path=/shop/*", "upstream=legacy");
        operator.run(
                "deploy",
                distribution
                        .plugin("available/" + GatewayDemoFiles.POLICY + "-1.0.0.jar")
                        .toString());
    }

    /** Makes all changes under the load, with pauses between them. */
    void run(GatewayDemoLoad load, int seconds, PrintWriter out) throws InterruptedException {
        List<Step> steps = steps(load);
        long startNanos = System.nanoTime();
        long pauseMillis = seconds * 1_000L / (steps.size() + 2);
        TimeUnit.MILLISECONDS.sleep(pauseMillis);
        // However slow the machine is, each change has calls before and after it.
        await(() ->
                load.ledger().has(GatewayLedger.OLD_RELEASE) && load.ledger().has(GatewayLedger.HTTP2));
        progress("no change yet", startNanos, 0, load, out);
        TimeUnit.MILLISECONDS.sleep(pauseMillis);
        for (Step step : steps) {
            long before = System.nanoTime();
            try {
                step.action().run();
            } catch (IOException | GeneralSecurityException e) {
                throw new LaunchException("\"" + step.name() + "\" failed: " + e, e);
            }
            progress(step.name(), startNanos, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - before), load, out);
            TimeUnit.MILLISECONDS.sleep(pauseMillis);
        }
        await(() -> load.ledger().isDecided(fresh.copies()));
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(DEADLINE_S);
        while (!condition.getAsBoolean() && System.nanoTime() - end < 0) {
            TimeUnit.MILLISECONDS.sleep(LOOK_EVERY_MS);
        }
    }

    private List<Step> steps(GatewayDemoLoad load) {
        List<Step> steps = new ArrayList<>();
        steps.add(new Step(
                "plugin: ratelimit 1.0.0 to 1.1.0",
                () -> operator.run(
                        "deploy",
                        distribution
                                .plugin("available/io.hookline.plugin.ratelimit-1.1.0.jar")
                                .toString())));
        steps.add(new Step("policy: /reports is allowed", () -> {
            load.policy(PolicyPhase.CHANGING);
            files.policy(true);
            await("the policy did not change", () -> load.probe("/reports/probe") == 200);
            load.policy(PolicyPhase.ALLOWED);
        }));
        steps.add(new Step("certificate: another one", () -> {
            DemoCertificate second = DemoCertificate.make("second");
            trust.add(second.certificate());
            second.write(files.certificate(), files.key());
            await("the certificate did not change", () -> load.isShown(second.certificate()));
        }));
        steps.add(new Step("strangler: copies for the new upstream", () -> {
            operator.run("strangle", "start", ROUTE, "--to", "new", "--sticky-by", "header:X-User");
            operator.run("config", "io.hookline.gateway.strangler~" + ROUTE, "set", "ignore=servedBy");
            await("no request was copied", () -> fresh.copies() > 0);
        }));
        for (String percent : List.of("5", "25", "50", "100")) {
            steps.add(new Step(
                    "strangler: " + percent + " % to the new upstream", () -> operator.run("strangle", "step", ROUTE)));
        }
        steps.add(new Step("strangler: finished", () -> operator.run("strangle", "finish", ROUTE)));
        return steps;
    }

    private static void await(String otherwise, Condition condition)
            throws IOException, InterruptedException, GeneralSecurityException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(DEADLINE_S);
        while (!condition.holds()) {
            if (System.nanoTime() - end > 0) {
                throw new LaunchException(otherwise + " within " + DEADLINE_S + " s");
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_EVERY_MS);
        }
    }

    private static void progress(String what, long startNanos, long tookMillis, GatewayDemoLoad load, PrintWriter out) {
        out.printf(
                Locale.ROOT,
                "%5.1f s  %-42s %5d ms  %,9d calls, %d wrong%n",
                (System.nanoTime() - startNanos) / 1e9,
                what,
                tookMillis,
                load.ledger().calls(),
                load.ledger().wrong());
        out.flush();
    }

    /** A change. */
    private record Step(String name, Action action) {}

    /** The action of a change. */
    @FunctionalInterface
    private interface Action {
        void run() throws IOException, InterruptedException, GeneralSecurityException;
    }

    /** What is waited for. */
    @FunctionalInterface
    private interface Condition {
        boolean holds() throws IOException, GeneralSecurityException;
    }
}
