package io.hookline.plugin.auditsyslog.internal;

import io.hookline.api.plugin.Pattern;
import io.hookline.api.plugin.Protects;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

/** The server and the form of the messages. A change applies to the next batch. */
@ObjectClassDefinition(
        id = AuditSyslogConfig.PID,
        name = "Hookline Audit Syslog",
        description = "A syslog server that gets audit records as RFC 5424 has it")
@interface AuditSyslogConfig {

    /** The PID. */
    String PID = "io.hookline.plugin.auditsyslog";

    @AttributeDefinition(description = "Name or address of the server; its certificate has to have it")
    @Pattern("\\S+")
    String host();

    @AttributeDefinition(
            description = "Port of the server; 0 for 6514 with tls, 601 with tcp, 514 with udp",
            min = "0",
            max = "65535",
            required = false)
    int port() default 0;

    @AttributeDefinition(
            description = "How messages travel: tls (RFC 5425); tcp, for anyone to read; or udp, which also loses some",
            options = {
                @Option(label = "tls", value = "tls"),
                @Option(label = "tcp", value = "tcp"),
                @Option(label = "udp", value = "udp")
            },
            required = false)
    @Protects("the encryption of audit records")
    String transport() default "tls";

    @AttributeDefinition(
            description =
                    "File with the certificates of the authorities that are trusted, in PEM. Empty: those of the JVM",
            required = false)
    @Protects("the authority of the syslog server")
    String caFile() default "";

    @AttributeDefinition(
            description = "File with the certificate that this client shows, and its chain, in PEM. Empty: none",
            required = false)
    String certificateFile() default "";

    @AttributeDefinition(description = "File with its key, in PEM, PKCS #8 without a password", required = false)
    String keyFile() default "";

    @AttributeDefinition(description = "Facility; 13 is log audit", min = "0", max = "23", required = false)
    int facility() default 13;

    @AttributeDefinition(description = "HOSTNAME of the messages. Empty: the name of this machine", required = false)
    @Pattern("|[!-~]{1,255}")
    String hostname() default "";

    @AttributeDefinition(description = "APP-NAME of the messages", required = false)
    @Pattern("[!-~]{1,48}")
    String appName() default "hookline";

    @AttributeDefinition(
            description = "SD-ID of the structured data: a name, @, and the private enterprise number of your"
                    + " organisation; 32473 is the one for examples",
            required = false)
    @Pattern("[!#-<>?A-\\\\^-~]{1,20}@[0-9]{1,10}")
    String structuredDataId() default "audit@32473";

    @AttributeDefinition(
            description = "Largest message, in bytes; records that are longer are rejected",
            min = "480",
            max = "1048576",
            required = false)
    int maxBytes() default 8_192;

    @AttributeDefinition(
            description = "How long a connection, a handshake or a batch may take, in milliseconds",
            min = "100",
            max = "600000",
            required = false)
    int timeoutMillis() default 10_000;

    @AttributeDefinition(
            description =
                    "So many bytes of the messages sent last are sent again after a connection has broken, because"
                            + " syslog does not acknowledge them. 0: none",
            min = "0",
            max = "100000000",
            required = false)
    int resendBytes() default 262_144;
}
