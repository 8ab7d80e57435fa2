package io.hookline.core.internal.component;

import io.hookline.api.plugin.Pattern;
import io.hookline.api.plugin.Protects;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

/**
 * A rule for the guards of hooks, factory PID {@code io.hookline.guard}. A key that is empty or -1 is left to less
 * specific rules: a rule with a hook's name comes before one with its plugin's name, then one with the point's name,
 * then a rule for all hooks. Changes take effect at once.
 */
@ObjectClassDefinition(name = "Hookline Guard Rule")
@interface GuardRuleConfig {

    /** -1, or 1 and more. */
    String NOT_ZERO = "-1|[1-9][0-9]*";

    /** Name of a hook or a plugin; empty: all. */
    @AttributeDefinition(name = "Hook", description = "Name of a hook or a plugin; empty: all")
    @Protects("the hook or plugin that the rule is for")
    String hook() default "";

    /** Name of a point; empty: all. */
    @AttributeDefinition(name = "Point", description = "Name of a point; empty: all")
    @Protects("the point that the rule is for")
    String point() default "";

    /**
     * What failures do: {@code abort} (fail-closed), {@code skip} (fail-open), {@code fallback}; empty: the point's
     * policy.
     */
    @AttributeDefinition(
            name = "Error policy",
            description = "What failures do: abort, skip or fallback; empty: the point's policy",
            options = {
                @Option(label = "by other rules", value = ""),
                @Option(label = "abort", value = "abort"),
                @Option(label = "skip", value = "skip"),
                @Option(label = "fallback", value = "fallback")
            })
    @Protects("what happens when a hook fails")
    String errorPolicy() default "";

    /**
     * Name of the runner that runs the hook: {@code inline}, {@code watched}, {@code pool}, or one that a bundle adds.
     * Calls of a hook whose runner is not installed are refused, until it is.
     */
    @AttributeDefinition(
            name = "Isolation",
            description = "What runs the hook. inline: the caller's thread; watched: the same, and the watchdog reports"
                    + " calls that hang; pool: threads of its own. Bundles can add others. While the one named"
                    + " here is not installed, calls of the hook are refused; hook:guard shows it")
    @Protects("the isolation of the hook")
    String isolation() default "";

    /** After how many milliseconds a call of a watched hook hangs; 0: never. */
    @AttributeDefinition(
            name = "Overrun",
            description = "After how many milliseconds a call of a watched hook hangs; 0: never",
            min = "-1")
    long overrunMillis() default -1;

    /**
     * How many milliseconds a call may wait or compute if the hook declares that it never blocks; 0: no limit. Three
     * calls beyond it within a minute, or one that takes ten times as long, make its chain count as one that may block.
     */
    @AttributeDefinition(
            name = "Non-blocking",
            description = "How many milliseconds a call may wait or compute if the hook declares that it never blocks;"
                    + " 0: no limit",
            min = "-1")
    long nonBlockingMillis() default -1;

    /** Whether calls that hang are interrupted. */
    @AttributeDefinition(
            name = "Interrupt",
            description = "Whether calls of a watched hook that hang are interrupted",
            options = {
                @Option(label = "by other rules", value = ""),
                @Option(label = "true", value = "true"),
                @Option(label = "false", value = "false")
            })
    String interrupt() default "";

    /** How many milliseconds a caller waits for a hook on threads of its own. */
    @AttributeDefinition(
            name = "Deadline",
            description = "How many milliseconds a caller waits for a hook on threads of its own",
            min = "-1")
    @Pattern(NOT_ZERO)
    long deadlineMillis() default -1;

    /**
     * Whether failures open the breaker: {@code auto} (where the policy is skip or fallback), {@code on}, {@code off}.
     */
    @AttributeDefinition(
            name = "Breaker",
            description = "Whether failures open the breaker; auto: where the error policy is skip or fallback",
            options = {
                @Option(label = "by other rules", value = ""),
                @Option(label = "auto", value = "auto"),
                @Option(label = "on", value = "on"),
                @Option(label = "off", value = "off")
            })
    String breaker() default "";

    /** How many failures within the window open the breaker; 0: the number does not count. */
    @AttributeDefinition(
            name = "Failures",
            description = "How many failures within the window open the breaker; 0: the number does not count",
            min = "-1")
    int failures() default -1;

    /** At which percentage of failing calls the breaker opens; 0: the percentage does not count. */
    @AttributeDefinition(
            name = "Failure percentage",
            description = "At which percentage of failing calls the breaker opens; 0: the percentage does not count",
            min = "-1",
            max = "100")
    int failurePercent() default -1;

    /** How many calls the window must have seen before the percentage counts. */
    @AttributeDefinition(
            name = "Minimum of calls",
            description = "How many calls the window must have seen before the percentage counts",
            min = "-1")
    @Pattern(NOT_ZERO)
    int minimumCalls() default -1;

    /** Over how many milliseconds failures are counted. */
    @AttributeDefinition(name = "Window", description = "Over how many milliseconds failures are counted", min = "-1")
    @Pattern(NOT_ZERO)
    long windowMillis() default -1;

    /** How many milliseconds an open breaker lets no call through, at first. */
    @AttributeDefinition(
            name = "Open for",
            description = "How many milliseconds an open breaker lets no call through; doubles while probes fail",
            min = "-1")
    @Pattern(NOT_ZERO)
    long openMillis() default -1;

    /** How many calls must succeed before a breaker closes. */
    @AttributeDefinition(
            name = "Probes",
            description = "How many calls must succeed before a breaker closes",
            min = "-1")
    @Pattern(NOT_ZERO)
    int probes() default -1;

    /** How many threads a hook with threads of its own has. */
    @AttributeDefinition(name = "Threads", description = "How many threads of its own a hook has", min = "-1")
    @Pattern(NOT_ZERO)
    int threads() default -1;

    /** How many calls may wait for one of them. */
    @AttributeDefinition(name = "Queue", description = "How many calls may wait for a thread", min = "-1")
    int queue() default -1;

    /** How many calls may go on past their deadline before the hook gets no more. */
    @AttributeDefinition(
            name = "Written off",
            description = "How many calls may go on past their deadline before the hook gets no more",
            min = "-1")
    @Pattern(NOT_ZERO)
    int writtenOff() default -1;

    /** How much of a core the plugin may use, in percent; 0: no limit. */
    @AttributeDefinition(
            name = "CPU budget",
            description = "How much of one core the plugin may use, in percent; 0: no limit",
            min = "-1")
    int cpuPercent() default -1;

    /** How many MB a second the plugin may allocate; 0: no limit. */
    @AttributeDefinition(
            name = "Allocation budget",
            description = "How many MB a second the plugin may allocate; 0: no limit",
            min = "-1")
    int allocatedMegabytes() default -1;
}
