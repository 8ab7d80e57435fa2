package io.hookline.plugin.auditotlp.internal;

import io.hookline.api.plugin.Pattern;
import io.hookline.api.plugin.SharedOptions;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** How audit records get to OpenTelemetry logs over HTTP. */
@ObjectClassDefinition(name = "Hookline Audit Otlp", description = "Audit records for OpenTelemetry logs over HTTP")
@SharedOptions("io.hookline.common.httpoutput.HttpOptions io.hookline.common.httpoutput.HttpCredentials")
@interface OtlpConfig {

    @AttributeDefinition(description = "The address of the collector, without the path")
    String url() default "http://127.0.0.1:4318";

    @AttributeDefinition(description = "The path for logs")
    @Pattern("/[A-Za-z0-9._~/-]*")
    String path() default "/v1/logs";

    @AttributeDefinition(description = "The resource attribute service.name", min = "1")
    String serviceName() default "hookline";

    @AttributeDefinition(description = "Further resource attributes, each NAME=VALUE")
    @Pattern("(\\s*[^=\\s]+\\s*=.*)?")
    String[] attributes() default {};
}
