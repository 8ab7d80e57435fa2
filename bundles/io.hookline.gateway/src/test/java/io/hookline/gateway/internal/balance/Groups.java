package io.hookline.gateway.internal.balance;

import io.hookline.gateway.hook.TestConfig;
import io.hookline.gateway.internal.config.UpstreamConfig;
import io.hookline.gateway.internal.config.UpstreamSettings;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Groups of targets without connections, and a clock that the test moves. */
final class Groups {

    long nanos = 1_000;

    static UpstreamSettings settings(Map<String, ?> options, String... targets) {
        Map<String, Object> all = new HashMap<>(options);
        all.put("targets", targets);
        return UpstreamSettings.of("group", TestConfig.of(UpstreamConfig.class, all));
    }

    /** A group whose targets are named a, b, c, …, each with its weight. */
    UpstreamGroup<BalancedTarget> group(Map<String, ?> options, int... weights) {
        String[] targets = new String[weights.length];
        for (int i = 0; i < weights.length; i++) {
            targets[i] = "http://" + (char) ('a' + i) + " weight=" + weights[i];
        }
        UpstreamSettings settings = settings(options, targets);
        List<BalancedTarget> named = settings.targets().stream()
                .map(target -> new BalancedTarget(target.address().host()))
                .toList();
        return new UpstreamGroup<>(settings, named, () -> nanos);
    }

    void pass(long millis) {
        nanos += TimeUnit.MILLISECONDS.toNanos(millis);
    }

    /** The names of the targets that so many requests get, which end at once. */
    static String chosen(UpstreamGroup<BalancedTarget> group, int requests) {
        StringBuilder names = new StringBuilder();
        for (int i = 0; i < requests; i++) {
            names.append(group.choose(List.of()).name());
        }
        return names.toString();
    }

    static void fail(UpstreamGroup<BalancedTarget> group, String name, int times) {
        for (int i = 0; i < times; i++) {
            group.failed(target(group, name), "status 503");
        }
    }

    static BalancedTarget target(UpstreamGroup<BalancedTarget> group, String name) {
        return group.targets().stream()
                .filter(target -> target.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    static String sorted(String names) {
        char[] letters = names.toCharArray();
        Arrays.sort(letters);
        return new String(letters);
    }
}
