package io.hookline.gateway.internal.config;

import io.hookline.api.plugin.Pattern;
import io.hookline.api.plugin.Protects;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

/**
 * A group of targets that share the requests of a route: one configuration of the factory PID {@value #PID} each. Its
 * name is that of the configuration. A change takes effect with the next request; no connection of a client is closed.
 */
@ObjectClassDefinition(
        name = "Hookline Gateway Upstream",
        description = "A group of targets for the gateway's routes, which name it as the file does:"
                + " io.hookline.gateway.upstream-NAME.cfg")
public @interface UpstreamConfig {

    /** The factory's PID. */
    String PID = "io.hookline.gateway.upstream";

    @AttributeDefinition(
            description = "Where requests go: http://host:port, https://host:port/base, each with an optional"
                    + " weight after a space: http://10.0.0.5:9000 weight=3. The weight is 1 to 1000, 1 by default",
            min = "1")
    @Pattern("\\s*(?i:https?)://[^/?#@\\s]+(/[^?#\\s]*)?(\\s+weight=[0-9]{1,4})?\\s*")
    String[] targets();

    @AttributeDefinition(
            description = "How a target is chosen: in turn, or the one with the fewest requests in flight; both heed"
                    + " the weights",
            options = {
                @Option(label = "round-robin", value = "round-robin"),
                @Option(label = "least-connections", value = "least-connections")
            })
    String balance() default "round-robin";

    @AttributeDefinition(
            description = "Path that each target is asked for, below its base; a status of 200 to 399 is healthy."
                    + " Empty: targets are not checked")
    @Pattern("|/[^\\s#]*")
    String healthPath() default "";

    @AttributeDefinition(description = "Time between two checks of a target", min = "100", max = "86400000")
    long healthIntervalMillis() default 5_000;

    @AttributeDefinition(description = "Time that a check may take in all", min = "10", max = "600000")
    long healthTimeoutMillis() default 2_000;

    @AttributeDefinition(
            description = "How many checks in a row must pass before an unhealthy target gets requests again",
            min = "1",
            max = "100")
    int healthyAfter() default 2;

    @AttributeDefinition(
            description = "How many checks in a row must fail before a target gets no more requests",
            min = "1",
            max = "100")
    int unhealthyAfter() default 3;

    @AttributeDefinition(
            description = "How many requests in a row must fail (no connection, no answer, status 502, 503 or 504)"
                    + " before their target is ejected; 0: never",
            min = "0",
            max = "10000")
    int ejectAfter() default 5;

    @AttributeDefinition(
            description = "How long a target is ejected the first time; each further time in a row takes twice as"
                    + " long, up to 16 times",
            min = "100",
            max = "3600000")
    long ejectMillis() default 10_000;

    @AttributeDefinition(
            description = "How many of the targets may be ejected at a time, in percent, rounded down",
            min = "0",
            max = "100")
    int maxEjectedPercent() default 50;

    @AttributeDefinition(
            description = "How often a request is tried again, if possible at another target: when no connection"
                    + " could be made; and if it is idempotent and has no body, when the connection was closed without"
                    + " an answer, or the answer has one of retryStatuses",
            min = "0",
            max = "10")
    int retries() default 1;

    @AttributeDefinition(
            description = "Statuses of answers after which a request is tried again, such as 502, 503",
            min = "400",
            max = "599")
    int[] retryStatuses() default {};

    @AttributeDefinition(
            description = "How many of the group's requests in flight may be repetitions, in percent; 10 always may",
            min = "0",
            max = "100")
    @Protects("the limit of repeated requests")
    int retryBudgetPercent() default 20;

    @AttributeDefinition(
            description = "Time for a connection; 0: the gateway's upstreamConnectTimeoutMillis",
            min = "0",
            max = "2147483647")
    long connectTimeoutMillis() default 0;

    @AttributeDefinition(
            description = "Time for the head of a response, then 504; 0: the gateway's requestTimeoutMillis",
            min = "0",
            max = "2147483647")
    long headTimeoutMillis() default 0;

    @AttributeDefinition(
            description = "How long a response may make no progress; 0: the gateway's idleTimeoutMillis",
            min = "0",
            max = "2147483647")
    long idleTimeoutMillis() default 0;
}
