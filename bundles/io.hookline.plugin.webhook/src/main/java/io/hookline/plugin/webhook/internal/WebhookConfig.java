package io.hookline.plugin.webhook.internal;

import io.hookline.api.plugin.Pattern;
import io.hookline.api.plugin.Protects;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** PID {@code io.hookline.plugin.webhook}; a change applies from the next event on. */
@ObjectClassDefinition(name = "Webhook")
@interface WebhookConfig {

    @AttributeDefinition(description = "Address that gets each event by POST; until it is set, each delivery fails")
    @Pattern("|https?://.+")
    String url() default "";

    @AttributeDefinition(
            description = "Secret that signs each request, 16 characters or more; with the prefix whsec_ it is Base64",
            type = AttributeType.PASSWORD)
    String secret() default "";

    @AttributeDefinition(description = "Types of events that are sent; empty: all")
    String[] types() default {};

    @AttributeDefinition(
            description = "How long a request may take, if the outbox does not limit it further",
            min = "1",
            max = "600000")
    long timeoutMillis() default 10_000;

    @AttributeDefinition(description = "Whether http:// may lead to another machine: everyone on the way reads it then")
    @Protects("the encryption of events on their way")
    boolean plainHttp() default false;
}
