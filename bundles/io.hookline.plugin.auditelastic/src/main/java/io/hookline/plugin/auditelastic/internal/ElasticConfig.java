package io.hookline.plugin.auditelastic.internal;

import io.hookline.api.plugin.Pattern;
import io.hookline.api.plugin.SharedOptions;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** How audit records get to Elasticsearch or OpenSearch. */
@ObjectClassDefinition(name = "Hookline Audit Elastic", description = "Audit records for Elasticsearch or OpenSearch")
@SharedOptions("io.hookline.common.httpoutput.HttpOptions io.hookline.common.httpoutput.HttpCredentials")
@interface ElasticConfig {

    @AttributeDefinition(description = "The address of the server")
    String url() default "http://127.0.0.1:9200";

    @AttributeDefinition(description = "The data stream, or index, that gets the records")
    @Pattern("[a-z0-9][a-z0-9._-]{0,199}")
    String dataStream() default "hookline-audit";

    @AttributeDefinition(
            description = "Whether an index template for the data stream is made if there is none of its name")
    boolean createTemplate() default true;
}
