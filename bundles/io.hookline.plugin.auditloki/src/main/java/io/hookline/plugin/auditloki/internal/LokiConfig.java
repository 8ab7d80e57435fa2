package io.hookline.plugin.auditloki.internal;

import io.hookline.api.plugin.Pattern;
import io.hookline.api.plugin.SharedOptions;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** How audit records get to Grafana Loki. */
@ObjectClassDefinition(name = "Hookline Audit Loki", description = "Audit records for Grafana Loki")
@SharedOptions("io.hookline.common.httpoutput.HttpOptions io.hookline.common.httpoutput.HttpCredentials")
@interface LokiConfig {

    @AttributeDefinition(description = "The address of Loki, without /loki/api/v1/push")
    String url() default "http://127.0.0.1:3100";

    @AttributeDefinition(description = "The tenant, sent in the header X-Scope-OrgID. Empty: none")
    @Pattern("[A-Za-z0-9!._*'()-]{0,150}")
    String tenant() default "";

    @AttributeDefinition(description = "Labels of all streams, each NAME=VALUE", min = "1")
    @Pattern("\\s*(?!__)[a-zA-Z_][a-zA-Z0-9_]*\\s*=.*\\S.*")
    String[] labels() default "job=hookline";

    @AttributeDefinition(
            description = "Parts of a record that become labels: source, level, outcome, action, tenant. Each value of"
                    + " each makes streams of its own")
    @Pattern("\\s*(source|level|outcome|action|tenant)?\\s*")
    String[] labelParts() default {"source", "level"};

    @AttributeDefinition(description = "Whether the labels of the audit route become labels of the stream")
    boolean routeLabels() default true;

    @AttributeDefinition(
            description = "How many streams there are at most; further records have the labels of all streams alone",
            min = "1",
            max = "100000")
    int maxStreams() default 100;

    @AttributeDefinition(
            description = "Parts of a record that become structured metadata, which Loki 3 knows: sequence, callId,"
                    + " traceId, actor, action, resource, outcome")
    @Pattern("\\s*(sequence|callId|traceId|actor|action|resource|outcome)?\\s*")
    String[] metadata() default {};
}
