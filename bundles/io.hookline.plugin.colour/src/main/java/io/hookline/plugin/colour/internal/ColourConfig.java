package io.hookline.plugin.colour.internal;

import io.hookline.api.plugin.Pattern;
import io.hookline.api.plugin.Protects;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** How requests are coloured. PID {@code io.hookline.plugin.colour}; changes take effect with the next request. */
@ObjectClassDefinition(name = "Traffic colouring")
@interface ColourConfig {

    /** The values of {@code x-env} that a client may send. Any other value is dropped; empty drops all. */
    @AttributeDefinition(name = "Environments", description = "Values of x-env that a client may send")
    @Pattern(Colour.FORM_OR_NOTHING)
    @Protects("the list of environments that a client may choose")
    String[] environments() default {};

    /** {@code x-env} of a request for which the client has chosen none; empty for none. */
    @AttributeDefinition(name = "Default environment", description = "x-env of a request that names none")
    @Pattern(Colour.FORM_OR_NOTHING)
    String defaultEnvironment() default "";

    /** Whether a client's {@code x-request-id} becomes the trace id; otherwise it is dropped. */
    @AttributeDefinition(name = "Client's request id", description = "Whether x-request-id of a client is taken")
    boolean clientRequestId() default true;

    /** Whether a client's {@code traceparent} and {@code tracestate} are passed on; otherwise they are replaced. */
    @AttributeDefinition(name = "Client's trace", description = "Whether traceparent of a client is passed on")
    boolean clientTrace() default true;

    /** Percent of the traces started here that are marked as sampled. */
    @AttributeDefinition(
            name = "Sampled",
            description = "Percent of the traces started here that are marked as sampled",
            min = "0",
            max = "100")
    int sampledPercent() default 100;

    /** The claim that holds the tier; empty for no tier from claims. */
    @AttributeDefinition(name = "Tier's claim", description = "Claim that holds the tier")
    String tierClaim() default "tier";

    /** {@code x-user-tier} of a request without such a claim; empty for none. */
    @AttributeDefinition(name = "Default tier", description = "x-user-tier of a request without the claim")
    @Pattern(Colour.FORM_OR_NOTHING)
    String defaultTier() default "";
}
