package io.hookline.plugin.recordcheck.internal;

import io.hookline.api.plugin.Protects;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The rules for records. PID {@code io.hookline.plugin.recordcheck}; changes take effect with the next save. */
@ObjectClassDefinition(name = "Record check")
@interface RecordCheckConfig {

    /** Maximum number of characters of a title; at least 1. */
    @AttributeDefinition(name = "Longest title", min = "1")
    @Protects("the limit of a title's length")
    int maxTitleLength() default 200;

    /** Names of fields that must not be empty in any record; several in one text are separated by commas. */
    @AttributeDefinition(name = "Required fields")
    @Protects("the fields that a record must fill")
    String[] requiredFields() default {};
}
