package io.hookline.gateway.internal.config;

import io.hookline.api.plugin.Pattern;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

/**
 * How a route moves from an old upstream to a new one: one configuration of the factory PID {@value #PID} each. The
 * share of each side is in the route's configuration.
 */
@ObjectClassDefinition(
        name = "Hookline Gateway Strangler",
        description = "How a route moves from an old upstream to a new one, named as the file is:"
                + " io.hookline.gateway.strangler-NAME.cfg")
public @interface StranglerConfig {

    /** The factory's PID. */
    String PID = "io.hookline.gateway.strangler";

    @AttributeDefinition(description = "Name of the route. Empty: the name of this configuration")
    String route() default "";

    @AttributeDefinition(description = "The old one among the route's upstreams")
    String from();

    @AttributeDefinition(description = "The new one among the route's upstreams")
    String to();

    @AttributeDefinition(
            description = "Percent of the requests that go to the new upstream, step by step, behind 0",
            min = "1",
            max = "100")
    int[] steps() default {5, 25, 50, 100};

    @AttributeDefinition(
            description = "Percent of the requests to the old upstream that are copied to the new one",
            min = "0",
            max = "100")
    int shadowPercent() default 100;

    @AttributeDefinition(description = "Methods of requests that are copied. A copy of others may have an effect twice")
    @Pattern("[A-Z][A-Z0-9-]*")
    String[] shadowMethods() default {"GET", "HEAD", "OPTIONS"};

    @AttributeDefinition(
            description = "Copies that may be under way at a time; further ones are left out",
            min = "1",
            max = "1000")
    int shadowMax() default 16;

    @AttributeDefinition(description = "Milliseconds for a copy", min = "10", max = "600000")
    long shadowTimeoutMillis() default 10_000;

    @AttributeDefinition(description = "Most bytes of a body that are copied or compared", min = "0", max = "1048576")
    int maxBodyBytes() default 65_536;

    @AttributeDefinition(description = "Header fields of responses that are compared")
    @Pattern("[A-Za-z0-9!#$%&'*+.^_`|~-]+")
    String[] compareHeaders() default {"Content-Type"};

    @AttributeDefinition(
            description = "Members of JSON that are not compared: NAME anywhere, or a path such as /items/*/id")
    @Pattern("[^\\s,]{1,200}")
    String[] ignore() default {};

    @AttributeDefinition(
            description = "What happens if the new upstream is certainly worse: one step back, back to 0, or nothing",
            options = {
                @Option(label = "step", value = "step"),
                @Option(label = "zero", value = "zero"),
                @Option(label = "off", value = "off")
            })
    String stepBack() default "step";

    @AttributeDefinition(
            description = "Percent of requests that may fail more often than at the old upstream",
            min = "0",
            max = "99")
    int failurePoints() default 1;

    @AttributeDefinition(
            description = "Percent of requests that may be slow more often than at the old upstream",
            min = "0",
            max = "99")
    int slowPoints() default 10;

    @AttributeDefinition(
            description = "Requests that each upstream must have answered before they are compared",
            min = "1",
            max = "1000000")
    int minCalls() default 20;

    @AttributeDefinition(description = "Seconds whose requests are judged together", min = "1", max = "86400")
    int windowSeconds() default 300;

    @AttributeDefinition(
            description = "Seconds after which the next step follows by itself, once the new upstream is certainly no"
                    + " worse; 0: never",
            min = "0",
            max = "2592000")
    int stepAfterSeconds() default 0;

    @AttributeDefinition(description = "Whether no step follows by itself. Steps back are made all the same")
    boolean paused() default false;
}
