package io.hookline.plugin.ipfilter.internal;

import io.hookline.api.plugin.Pattern;
import io.hookline.api.plugin.Protects;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/**
 * Which addresses may call. PID {@code io.hookline.plugin.ipfilter}; changes take effect with the next request.
 */
@ObjectClassDefinition(name = "IP filter")
@interface IpFilterConfig {

    /** The networks that may call, such as {@code 192.0.2.0/24} or {@code 2001:db8::/32}; at least one. */
    @AttributeDefinition(name = "Allowed", description = "Networks that may call: 192.0.2.0/24, 2001:db8::/32")
    @Pattern(Network.FORM)
    @Protects("the list of networks that may call")
    String[] allow();

    /** The networks that may not call, even if they are part of an allowed one. */
    @AttributeDefinition(name = "Denied", description = "Networks that may not call, though allowed above")
    @Pattern("(" + Network.FORM + ")?")
    @Protects("the list of networks that may not call")
    String[] deny() default {};

    /**
     * The networks of proxies ahead of the gateway. Of a request from there, the last address in
     * {@code X-Forwarded-For} that is no trusted proxy counts.
     */
    @AttributeDefinition(name = "Trusted proxies", description = "Networks whose X-Forwarded-For is believed")
    @Pattern("(" + Network.FORM + ")?")
    String[] trustedProxies() default {};
}
