package io.hookline.admin.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The configuration of the admin API, PID {@value #PID}. */
@ObjectClassDefinition(name = "Hookline Admin", description = "The admin API, which the command line and console use")
public @interface AdminConfig {

    /** The configuration's PID. */
    String PID = "io.hookline.admin";

    @AttributeDefinition(
            description = "File of the Unix domain socket, at most 100 bytes long. Only the user of the process can use"
                    + " it. Empty: admin.sock in the data folder; none: there is no socket")
    String socket() default "";

    @AttributeDefinition(
            description =
                    "TCP port. If it is in use, and the host is this machine only, another one is taken; admin.url"
                            + " in the data folder has the address. 0: any that is free; -1: no TCP",
            min = "-1",
            max = "65535")
    int port() default 8181;

    @AttributeDefinition(
            description =
                    "Address or name to listen on. Other machines can reach one that is not 127.0.0.1, which needs"
                            + " a certificate")
    String host() default "127.0.0.1";

    @AttributeDefinition(
            description = "Further names by which clients call the listener; a request with another name is refused")
    String[] hostNames() default {};

    @AttributeDefinition(description = "File with the certificate chain in PEM, for TLS. Empty: no TLS")
    String certificate() default "";

    @AttributeDefinition(description = "File with the key in PEM, as PKCS #8 without a password")
    String privateKey() default "";

    @AttributeDefinition(description = "Largest upload, in MiB", min = "1", max = "4096")
    int maxUploadMegabytes() default 128;

    @AttributeDefinition(description = "Hours after which a browser has to log in again", min = "1", max = "720")
    int sessionHours() default 8;
}
