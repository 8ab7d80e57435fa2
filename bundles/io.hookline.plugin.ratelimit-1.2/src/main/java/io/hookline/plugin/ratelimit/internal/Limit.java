package io.hookline.plugin.ratelimit.internal;

import io.hookline.gateway.hook.Exchange;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One limit: which requests it counts, by what, and how many.
 *
 * @param prefix what the names of its buckets begin with; empty for the limit of every client
 * @param method null for all methods
 * @param path null for all paths
 * @param tier null for all tiers
 */
record Limit(
        String prefix,
        Rate rate,
        Counted by,
        @Nullable String method,
        @Nullable PathPattern path,
        @Nullable String tier) {

    /** The form of a limit in the configuration. */
    static final String FORM = "[a-z][a-z0-9-]{0,31}(?=.* rate=)( (rate=[1-9][0-9]{0,8}/[smh]|burst=[1-9][0-9]{0,8}"
            + "|by=(client|address|certificate|tier|all)|method=[A-Z]{1,20}|path=/[^ ,]*|tier=[A-Za-z0-9._-]{1,64}))+";

    private static final Pattern VALID = Pattern.compile(FORM);
    private static final Map<String, Duration> PERIODS =
            Map.of("s", Duration.ofSeconds(1), "m", Duration.ofMinutes(1), "h", Duration.ofHours(1));

    /** The limit of every client, whatever it asks for. */
    static Limit ofEveryClient(long requestsPerSecond, long burst) {
        return new Limit(
                "", new Rate(requestsPerSecond, Duration.ofSeconds(1), burst), Counted.CLIENT, null, null, null);
    }

    /**
     * Reads a limit of the form {@code login rate=5/m by=address path=/login}.
     *
     * @throws IllegalArgumentException if it does not have this form, or says the same twice; the message shows it
     */
    static Limit parse(String text) {
        if (!VALID.matcher(text).matches()) {
            throw new IllegalArgumentException(
                    "the limit '" + text + "' is not of the form NAME rate=NUMBER/s|m|h"
                            + " [burst=NUMBER] [by=client|address|certificate|tier|all] [method=METHOD] [path=PATTERN] [tier=TIER]");
        }
        String[] words = text.split(" ", -1);
        Map<String, String> options = new HashMap<>();
        for (int i = 1; i < words.length; i++) {
            String[] option = words[i].split("=", 2);
            if (options.put(option[0], option[1]) != null) {
                throw new IllegalArgumentException("the limit '" + text + "' says '" + option[0] + "' twice");
            }
        }
        String[] rate = options.getOrDefault("rate", "").split("/", -1);
        long tokens = Long.parseLong(rate[0]);
        String burst = options.get("burst");
        String path = options.get("path");
        return new Limit(
                "limit " + words[0] + " ",
                new Rate(
                        tokens,
                        PERIODS.getOrDefault(rate[1], Duration.ZERO),
                        burst == null ? tokens : Long.parseLong(burst)),
                Counted.named(options.getOrDefault("by", "client")),
                options.get("method"),
                path == null ? null : PathPattern.of(path),
                options.get("tier"));
    }

    boolean counts(Exchange exchange) {
        return (method == null || method.equals(exchange.method()))
                && (tier == null || tier.equals(Counted.tierOf(exchange)))
                && (path == null || path.matches(exchange.path()));
    }

    /** The name of the bucket that a request takes its token from. */
    String bucketOf(Exchange exchange) {
        return prefix + by.of(exchange);
    }
}
