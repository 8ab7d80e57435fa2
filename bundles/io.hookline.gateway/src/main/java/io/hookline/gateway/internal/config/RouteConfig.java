package io.hookline.gateway.internal.config;

import io.hookline.api.plugin.Pattern;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

/**
 * Which requests go to which upstream: one configuration of the factory PID {@value #PID} each. Its name is that of the
 * configuration. A change takes effect with the next request; no connection of a client is closed.
 */
@ObjectClassDefinition(
        name = "Hookline Gateway Route",
        description =
                "Which requests go to which upstream, named as the file is:" + " io.hookline.gateway.route-NAME.cfg")
public @interface RouteConfig {

    /** The factory's PID. */
    String PID = "io.hookline.gateway.route";

    @AttributeDefinition(description = "Host of the request: exact, or *.example.org for all below it. Empty: any host")
    @Pattern("|(\\*\\.)?[A-Za-z0-9_-]+(\\.[A-Za-z0-9_-]+)*|\\[[0-9A-Fa-f:.]+\\]")
    String host() default "";

    @AttributeDefinition(
            description = "Path of the request: exact, or /api/* for /api and all below it. Empty: any path")
    @Pattern("|/[^\\s?#]*")
    String path() default "";

    @AttributeDefinition(description = "Methods of the request, such as GET, HEAD. Empty: any method")
    @Pattern("[A-Z][A-Z0-9-]*")
    String[] methods() default {};

    @AttributeDefinition(
            description = "Header fields that the request must have, as NAME=VALUE: each once, with exactly this value")
    @Pattern("[A-Za-z0-9!#$%&'*+.^_`|~-]+=.*")
    String[] headers() default {};

    @AttributeDefinition(
            description = "Where the request goes: the name of an upstream group, or an address such as"
                    + " http://10.0.0.5:9000. Give either this or upstreams")
    String upstream() default "";

    @AttributeDefinition(
            description = "Several upstreams, each with its weight, 0 to 1000000, after a colon: old:90, new:10."
                    + " Give either this or upstream")
    @Pattern("\\s*\\S+:[0-9]{1,7}\\s*")
    String[] upstreams() default {};

    @AttributeDefinition(
            description = "What a client keeps its upstream by, among several: client (its address), principal (its"
                    + " name), header:NAME, cookie:NAME, claim:NAME (of its token), or attribute:NAME (that a hook"
                    + " sets). Empty, or if the request has none: each request by itself")
    @Pattern("|client|principal|(header|cookie):[A-Za-z0-9!#$%&'*+.^_`|~-]+|(claim|attribute):\\S+")
    String stickyBy() default "";

    @AttributeDefinition(
            description = "Routes with a higher priority come first, however specific others are",
            min = "-1000000",
            max = "1000000")
    int priority() default 0;

    @AttributeDefinition(
            description = "Whether the upstream gets the path without the prefix that path names before /*")
    boolean stripPrefix() default false;

    @AttributeDefinition(
            description = "Host that the upstream gets: keep sends the client's, upstream that of the target",
            options = {@Option(label = "keep", value = "keep"), @Option(label = "upstream", value = "upstream")})
    String hostHeader() default "keep";
}
