package io.hookline.plugin.cors.internal;

import io.hookline.api.plugin.Pattern;
import io.hookline.api.plugin.Protects;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/**
 * Which pages of other origins may call. PID {@code io.hookline.plugin.cors}; changes take effect with the next
 * request.
 */
@ObjectClassDefinition(name = "CORS")
@interface CorsConfig {

    /**
     * The origins: {@code https://app.example.com}, {@code https://*.example.com} for any one label there, or
     * {@code *} for all.
     */
    @AttributeDefinition(name = "Origins", description = "https://app.example.com, https://*.example.com, or *")
    @Pattern(Origins.FORM)
    @Protects("the list of origins whose pages may call")
    String[] origins();

    /** The methods that they may use. */
    @AttributeDefinition(name = "Methods", description = "Methods that other origins may use")
    @Pattern("[A-Z]{1,20}")
    String[] methods() default {"GET", "HEAD", "POST"};

    /** The request fields that they may set, besides those that a browser always allows. */
    @AttributeDefinition(name = "Headers", description = "Request fields that other origins may set")
    @Pattern("([A-Za-z0-9-]{1,64})?")
    String[] headers() default {"Authorization", "Content-Type"};

    /** The response fields that they may read, besides those that a browser always shows. */
    @AttributeDefinition(name = "Exposed", description = "Response fields that other origins may read")
    @Pattern("([A-Za-z0-9-]{1,64})?")
    String[] exposed() default {};

    /** Whether requests with cookies or client certificates are allowed; not together with the origin {@code *}. */
    @AttributeDefinition(name = "Credentials", description = "Whether requests with cookies are allowed")
    boolean credentials() default false;

    /** Seconds for which a browser remembers the answer to a preflight request. */
    @AttributeDefinition(
            name = "Longest age",
            description = "Seconds that browsers remember it",
            min = "0",
            max = "86400")
    int maxAgeSeconds() default 600;

    /** Whether public pages may call a gateway in a private network. */
    @AttributeDefinition(name = "Private network", description = "Whether public pages may call into this network")
    boolean privateNetwork() default false;
}
