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
     * The known keys, each as {@code client:key}, {@code client:sha256:<64 hex digits of the key's digest>} or {@code
     * client:$[secret:NAME]}; several in one text are separated by commas. There is at least one.
     */
    @AttributeDefinition(
            name = "Keys",
            description = "client:key, client:sha256:hex or client:$[secret:NAME], separated by commas",
            type = AttributeType.PASSWORD)
    @Pattern("[^:]+:(sha256:[0-9a-fA-F]{64}|(?!sha256:).+)")
    String[] keys();
}
