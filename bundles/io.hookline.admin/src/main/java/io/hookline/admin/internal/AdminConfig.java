package io.hookline.admin.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The configuration of the admin API, PID {@value #PID}. */
@ObjectClassDefinition(name = "Hookline Admin", description = "The admin API, which the command line uses")
public @interface AdminConfig {

    /** The configuration's PID. */
    String PID = "io.hookline.admin";

    @AttributeDefinition(
            description = "File of the Unix domain socket, at most 100 bytes long. Only the user of the process can use"
                    + " it. Empty: admin.sock in the data folder; none: the admin API is off")
    String socket() default "";
}
