package io.hookline.plugin.recordcheck.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** What a record has to be like. PID {@code io.hookline.plugin.recordcheck}; changes take effect with the next save. */
@ObjectClassDefinition(name = "Record check")
@interface RecordCheckConfig {

    /** Characters that a title may have at most; at least 1. */
    @AttributeDefinition(name = "Longest title", min = "1")
    int maxTitleLength() default 200;

    /** Names of fields that every record has to have with some text; several in one text are separated by commas. */
    @AttributeDefinition(name = "Required fields")
    String[] requiredFields() default {};
}
