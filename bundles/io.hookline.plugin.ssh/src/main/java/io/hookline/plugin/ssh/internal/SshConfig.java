package io.hookline.plugin.ssh.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The configuration, PID {@value #PID}. Nothing listens before a port is set. */
@ObjectClassDefinition(name = "Hookline SSH", description = "The commands of the shell over SSH")
public @interface SshConfig {

    /** The configuration's PID. */
    String PID = "io.hookline.plugin.ssh";

    @AttributeDefinition(description = "TCP port; 0: any that is free; -1: nothing listens", min = "-1", max = "65535")
    int port() default -1;

    @AttributeDefinition(description = "Address to listen on; other machines reach one that is not 127.0.0.1")
    String host() default "127.0.0.1";

    @AttributeDefinition(
            description = "File with the public keys that may log in, each with its role. Relative to the data folder")
    String authorizedKeys() default "ssh/authorized_keys";

    @AttributeDefinition(
            description =
                    "File with the key of this host, which is made if it is not there. Relative to the data folder")
    String hostKey() default "ssh/host_key";

    @AttributeDefinition(description = "Open connections at a time", min = "1", max = "1000")
    int connections() default 16;

    @AttributeDefinition(description = "Seconds within which a client has to log in", min = "1", max = "600")
    int loginSeconds() default 30;

    @AttributeDefinition(description = "Keys that a client may try", min = "1", max = "100")
    int tries() default 6;

    @AttributeDefinition(description = "Minutes without a byte after which a connection is closed", min = "1")
    int idleMinutes() default 30;
}
