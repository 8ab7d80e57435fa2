package io.hookline.gateway.internal.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A migration of a route, checked by itself; whether its route and upstreams exist is not known here.
 *
 * @param from the name of the old upstream
 * @param to the name of the new upstream
 * @param steps percents behind 0, ascending; the last one is 100
 * @param paused whether no step forward follows by itself
 */
public record StranglerSettings(
        String name,
        String route,
        String from,
        String to,
        List<Integer> steps,
        Shadowing shadowing,
        Judging judging,
        boolean paused) {

    private static final int ALL = 100;

    /**
     * Checks a configuration.
     *
     * @throws IllegalArgumentException names the invalid option and its allowed values
     */
    public static StranglerSettings of(String name, StranglerConfig config) {
        OptionCheck check = new OptionCheck(StranglerConfig.PID + "-" + name);
        String from = upstream(check, "from", config.from().strip());
        String to = upstream(check, "to", config.to().strip());
        if (from.equals(to)) {
            throw check.refused("to", to, "it is the old upstream, too");
        }
        String route = config.route().strip();
        return new StranglerSettings(
                name,
                route.isEmpty() ? name : route,
                from,
                to,
                steps(check, config.steps()),
                new Shadowing(
                        check.within("shadowPercent", config.shadowPercent(), 0, ALL),
                        Set.copyOf(List.of(config.shadowMethods())),
                        check.within("shadowMax", config.shadowMax(), 1, 1000),
                        check.atLeast("shadowTimeoutMillis", config.shadowTimeoutMillis(), 10),
                        check.within("maxBodyBytes", config.maxBodyBytes(), 0, 1 << 20),
                        List.copyOf(Set.of(config.compareHeaders())),
                        List.copyOf(Set.of(config.ignore()))),
                judging(check, config),
                config.paused());
    }

    private static String upstream(OptionCheck check, String option, String text) {
        if (text.isEmpty()) {
            throw check.refused(option, text, "it is the name of an upstream of the route");
        }
        return UpstreamSettings.isAddress(text) ? UpstreamAddress.parse(text).toString() : text;
    }

    private static List<Integer> steps(OptionCheck check, int[] given) {
        List<Integer> steps = new ArrayList<>();
        int before = 0;
        for (int step : given) {
            if (step <= before || step > ALL) {
                throw check.refused("steps", step, "steps ascend, from 1 to 100");
            }
            steps.add(step);
            before = step;
        }
        if (before != ALL) {
            throw check.refused("steps", before, "the last one is 100");
        }
        return List.copyOf(steps);
    }

    private static Judging judging(OptionCheck check, StranglerConfig config) {
        String back = config.stepBack().strip();
        if (!Set.of("step", "zero", "off").contains(back)) {
            throw check.refused("stepBack", back, "it is step, zero or off");
        }
        return new Judging(
                back,
                check.within("failurePoints", config.failurePoints(), 0, 99),
                check.within("slowPoints", config.slowPoints(), 0, 99),
                check.within("minCalls", config.minCalls(), 1, 1_000_000),
                check.within("windowSeconds", config.windowSeconds(), 1, 86_400),
                check.within("stepAfterSeconds", config.stepAfterSeconds(), 0, 2_592_000));
    }

    /** The step after a percent; 100 if there is none. */
    public int after(int percent) {
        return steps.stream().filter(step -> step > percent).findFirst().orElse(ALL);
    }

    /** The step before a percent; 0 if there is none. */
    public int before(int percent) {
        int before = 0;
        for (int step : steps) {
            if (step < percent) {
                before = step;
            }
        }
        return before;
    }

    /** Whether what was counted under the other settings is of the same migration. */
    public boolean isSameMigration(StranglerSettings other) {
        return route.equals(other.route) && from.equals(other.from) && to.equals(other.to);
    }

    /**
     * Which requests are copied, and what is compared.
     *
     * @param percent of the requests to the old upstream
     * @param most at a time
     * @param timeoutMillis for each
     * @param headers names of compared fields
     * @param ignored members of JSON that are not compared
     */
    public record Shadowing(
            int percent,
            Set<String> methods,
            int most,
            long timeoutMillis,
            int maxBodyBytes,
            List<String> headers,
            List<String> ignored) {}

    /**
     * When the share of the new upstream changes by itself.
     *
     * @param back {@code step}, {@code zero} or {@code off}
     * @param failurePoints percent
     * @param slowPoints percent
     * @param stepAfterSeconds 0 for never
     */
    public record Judging(
            String back, int failurePoints, int slowPoints, int minCalls, int windowSeconds, int stepAfterSeconds) {}
}
