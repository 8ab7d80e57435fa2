package io.hookline.common.httpoutput;

import io.hookline.api.plugin.Pattern;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** How outputs over HTTP authenticate: one of three ways, or none. Included by {@code @SharedOptions}. */
@ObjectClassDefinition(name = "Hookline HTTP Credentials", description = "How an output over HTTP authenticates")
public @interface HttpCredentials {

    /** User for basic authentication. Empty: none. */
    @AttributeDefinition(description = "User for basic authentication. Empty: none")
    String user() default "";

    /** Password for basic authentication. */
    @AttributeDefinition(description = "Password for basic authentication", type = AttributeType.PASSWORD)
    String password() default "";

    /** Token that is sent in the header Authorization. Empty: none. */
    @AttributeDefinition(
            description = "Token that is sent in the header Authorization. Empty: none",
            type = AttributeType.PASSWORD)
    String token() default "";

    /** What stands before the token, such as Bearer or ApiKey. */
    @AttributeDefinition(description = "What stands before the token, such as Bearer or ApiKey")
    @Pattern("[A-Za-z0-9_-]+")
    String tokenScheme() default "Bearer";

    /** Key that is sent in a header of its own. Empty: none. */
    @AttributeDefinition(
            description = "Key that is sent in a header of its own. Empty: none",
            type = AttributeType.PASSWORD)
    String apiKey() default "";

    /** The header of the key. */
    @AttributeDefinition(description = "The header of the key")
    @Pattern("[A-Za-z0-9_-]+")
    String apiKeyHeader() default "X-API-Key";
}
