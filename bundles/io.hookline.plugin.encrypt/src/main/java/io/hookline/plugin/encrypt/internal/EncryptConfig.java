package io.hookline.plugin.encrypt.internal;

import io.hookline.api.plugin.Protects;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** PID {@code io.hookline.plugin.encrypt}; a change applies from the next statement on. */
@ObjectClassDefinition(name = "Column encryption")
@interface EncryptConfig {

    @AttributeDefinition(description = "Columns that are encrypted, each as table.column; texts only")
    @Protects("the columns that are encrypted")
    String[] columns() default {"records.fields"};

    @AttributeDefinition(
            description = "Keys, each as id:base64 of 32 bytes, the one for new values first; values of the others can"
                    + " be read",
            type = AttributeType.PASSWORD)
    @Protects("the keys of encrypted columns")
    String[] keys();
}
