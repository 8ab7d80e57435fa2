package io.hookline.plugin.apikey.internal;

import io.hookline.api.plugin.Pattern;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The accepted API keys. PID {@code io.hookline.plugin.apikey}; changes take effect with the next request. */
@ObjectClassDefinition(name = "API keys")
@interface ApiKeyConfig {

    /** Request header that carries the key. */
    @AttributeDefinition(name = "Header", description = "Request header that carries the key")
    @Pattern("[A-Za-z0-9_-]+")
    String header() default "X-API-Key";

    /**
     * The known keys, each as {@code client:key} or {@code client:sha256:<64 hex digits of the key's digest>}; several
     * in one text are separated by commas. Without keys every request is refused.
     */
    @AttributeDefinition(
            name = "Keys",
            description = "client:key or client:sha256:hex, separated by commas",
            type = AttributeType.PASSWORD)
    @Pattern("[^:]+:(sha256:[0-9a-fA-F]{64}|(?!sha256:).+)")
    String[] keys() default {};
}
