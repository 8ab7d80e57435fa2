package io.hookline.gateway.internal.management;

import io.hookline.api.plugin.Pattern;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The management port's configuration, PID {@value #PID}. A change applies at once. */
@ObjectClassDefinition(name = "Hookline Management Port", description = "Health for probes, without hooks")
public @interface ManagementConfig {

    /** The configuration's PID. */
    String PID = "io.hookline.management";

    @AttributeDefinition(
            description = "Address to listen on. Those who reach it need no key: keep it on this machine, or in a"
                    + " network of your own",
            min = "1")
    String host() default "127.0.0.1";

    @AttributeDefinition(description = "Port to listen on; 0 for any free port; empty for none, so that it is off")
    @Pattern("\\s*|\\s*[0-9]{1,5}\\s*")
    String port() default "0";
}
