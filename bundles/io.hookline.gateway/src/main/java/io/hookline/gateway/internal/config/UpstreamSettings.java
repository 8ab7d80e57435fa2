package io.hookline.gateway.internal.config;

import io.hookline.gateway.internal.message.RequestHead;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * A group of targets, checked.
 *
 * @param name the group's name; that of a single address is the address
 * @param targets at least one; no address twice
 */
public record UpstreamSettings(
        String name,
        List<WeightedTarget> targets,
        Balance balance,
        HealthChecks health,
        Ejection ejection,
        Retries retries,
        Timeouts timeouts) {

    private static final String WEIGHT = "weight=";
    private static final int MAX_WEIGHT = 1_000;

    /**
     * Checks a configuration.
     *
     * @throws IllegalArgumentException names the invalid option and its allowed values
     */
    public static UpstreamSettings of(String name, UpstreamConfig config) {
        OptionCheck check = new OptionCheck(UpstreamConfig.PID + "-" + name);
        if (isAddress(name)) {
            throw new IllegalArgumentException(check.pid() + ": a group's name cannot be an address.");
        }
        long interval = check.atLeast("healthIntervalMillis", config.healthIntervalMillis(), 1);
        return new UpstreamSettings(
                name,
                targets(check, config.targets()),
                balance(check, config.balance()),
                new HealthChecks(
                        healthPath(check, config.healthPath().strip()),
                        interval,
                        check.atLeast("healthTimeoutMillis", config.healthTimeoutMillis(), 1),
                        check.within("healthyAfter", config.healthyAfter(), 1, Integer.MAX_VALUE),
                        check.within("unhealthyAfter", config.unhealthyAfter(), 1, Integer.MAX_VALUE)),
                new Ejection(
                        check.within("ejectAfter", config.ejectAfter(), 0, Integer.MAX_VALUE),
                        check.atLeast("ejectMillis", config.ejectMillis(), 1),
                        check.within("maxEjectedPercent", config.maxEjectedPercent(), 0, 100)),
                new Retries(
                        check.within("retries", config.retries(), 0, 10),
                        statuses(config.retryStatuses()),
                        check.within("retryBudgetPercent", config.retryBudgetPercent(), 0, 100)),
                new Timeouts(
                        check.atLeast("connectTimeoutMillis", config.connectTimeoutMillis(), 0),
                        check.atLeast("headTimeoutMillis", config.headTimeoutMillis(), 0),
                        check.atLeast("idleTimeoutMillis", config.idleTimeoutMillis(), 0)));
    }

    /**
     * A single address without health checks: its only target is never ejected, and a request whose connection turns
     * out to be closed is tried once more.
     */
    public static UpstreamSettings of(UpstreamAddress address) {
        return new UpstreamSettings(
                address.toString(),
                List.of(new WeightedTarget(address, 1)),
                Balance.ROUND_ROBIN,
                new HealthChecks("", 1, 1, 1, 1),
                new Ejection(0, 1, 0),
                new Retries(1, Set.of(), 100),
                new Timeouts(0, 0, 0));
    }

    /** Whether a text is an address, and not a group's name. */
    public static boolean isAddress(String text) {
        return text.contains("://");
    }

    /** Whether it is a single address, not a configured group. */
    public boolean isSingleAddress() {
        return isAddress(name);
    }

    private static List<WeightedTarget> targets(OptionCheck check, String[] texts) {
        List<WeightedTarget> targets = new ArrayList<>();
        for (String text : texts) {
            WeightedTarget target = target(check, text.strip());
            if (targets.stream().anyMatch(other -> other.address().equals(target.address()))) {
                throw check.refused("targets", text, "the address is there twice; give it a weight instead");
            }
            targets.add(target);
        }
        if (targets.isEmpty()) {
            throw check.refused("targets", "", "name one address at least, such as http://10.0.0.5:9000");
        }
        return List.copyOf(targets);
    }

    private static WeightedTarget target(OptionCheck check, String text) {
        String[] words = text.split("\\s+", -1);
        int weight = 1;
        if (words.length == 2 && words[1].startsWith(WEIGHT)) {
            weight = weight(check, text, words[1].substring(WEIGHT.length()));
        } else if (words.length != 1) {
            throw check.refused("targets", text, "after the address there may be one word, weight=N");
        }
        try {
            return new WeightedTarget(UpstreamAddress.parse(words[0]), weight);
        } catch (IllegalArgumentException e) {
            throw check.refused("targets", text, String.valueOf(e.getMessage()));
        }
    }

    private static int weight(OptionCheck check, String text, String number) {
        try {
            int weight = Integer.parseInt(number);
            if (weight >= 1 && weight <= MAX_WEIGHT) {
                return weight;
            }
        } catch (NumberFormatException e) {
            // The exception below covers this and a number out of range.
        }
        throw check.refused("targets", text, "the weight is 1 to " + MAX_WEIGHT);
    }

    private static String healthPath(OptionCheck check, String path) {
        try {
            return path.isEmpty()
                    ? path
                    : RequestHead.sample("GET", path).target().line("");
        } catch (IllegalArgumentException e) {
            throw check.refused("healthPath", path, String.valueOf(e.getMessage()));
        }
    }

    private static Balance balance(OptionCheck check, String text) {
        return Arrays.stream(Balance.values())
                .filter(balance -> balance.text().equals(text.strip()))
                .findFirst()
                .orElseThrow(() -> check.refused("balance", text, "it is round-robin or least-connections"));
    }

    private static Set<Integer> statuses(int[] statuses) {
        Set<Integer> sorted = new TreeSet<>();
        for (int status : statuses) {
            sorted.add(status);
        }
        return Set.copyOf(sorted);
    }

    /** How a target is chosen. */
    public enum Balance {
        /** In turn. */
        ROUND_ROBIN,
        /** The one with the fewest requests in flight. */
        LEAST_CONNECTIONS;

        /** As it is configured and shown. */
        public String text() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** A target with its share, 1 to 1000. */
    public record WeightedTarget(UpstreamAddress address, int weight) {}

    /**
     * How targets are checked.
     *
     * @param path empty if they are not
     */
    public record HealthChecks(
            String path, long intervalMillis, long timeoutMillis, int healthyAfter, int unhealthyAfter) {

        /** Whether there are checks. */
        public boolean isOn() {
            return !path.isEmpty();
        }
    }

    /**
     * When a target is ejected because requests fail.
     *
     * @param after how many failures in a row; 0 for never
     * @param millis how long, the first time
     */
    public record Ejection(int after, long millis, int maxPercent) {}

    /** How often requests are tried again. */
    public record Retries(int most, Set<Integer> statuses, int budgetPercent) {

        /** Whether a request is tried again after an answer with this status. */
        public boolean isAfter(int status) {
            // Asked for each answer, so nothing is boxed unless statuses are configured.
            return !statuses.isEmpty() && statuses.contains(status);
        }
    }

    /** Each in milliseconds; 0 for the gateway's own. */
    public record Timeouts(long connectMillis, long headMillis, long idleMillis) {}
}
