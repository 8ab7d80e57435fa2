package io.hookline.plugin.auditfile.internal;

import io.hookline.api.plugin.Protects;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Where audit records are written. */
@ObjectClassDefinition(name = "Hookline Audit File", description = "A file of audit records, one JSON object a line")
@interface AuditFileConfig {

    @AttributeDefinition(
            description = "The file. Empty: audit/audit.jsonl in the data folder; needed where there is no data folder")
    String file() default "";

    @AttributeDefinition(
            description = "Size at which the file is compressed and a new one begins, in bytes",
            min = "1000",
            max = "100000000000")
    long maxBytes() default 50_000_000;

    @AttributeDefinition(description = "How many compressed files are kept", min = "0", max = "10000")
    int keep() default 10;

    @AttributeDefinition(
            description =
                    "Whether each record has the hash of the one before it, so that hookline audit verify tells what"
                            + " was changed")
    @Protects("the evidence of changed audit records")
    boolean chain() default false;
}
