package io.hookline.plugin.headers.internal;

import io.hookline.api.plugin.Pattern;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/**
 * How header fields are rewritten. PID {@code io.hookline.plugin.headers}; changes take effect with the next message.
 */
@ObjectClassDefinition(name = "Headers")
@interface HeadersConfig {

    /** Rules for requests, applied in order: {@code set NAME VALUE}, {@code add NAME VALUE}, {@code remove NAME}. */
    @AttributeDefinition(name = "Request", description = "set NAME VALUE, add NAME VALUE, or remove NAME, in order")
    @Pattern("(" + Rule.REQUEST_FORM + ")?")
    String[] request() default {};

    /** Rules for responses, applied in order: {@code set NAME VALUE}, {@code add NAME VALUE}, {@code remove NAME}. */
    @AttributeDefinition(name = "Response", description = "set NAME VALUE, add NAME VALUE, or remove NAME, in order")
    @Pattern("(" + Rule.FORM + ")?")
    String[] response() default {};
}
