package io.hookline.plugin.policy.internal;

import io.hookline.api.plugin.Protects;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Where the policy is. PID {@code io.hookline.plugin.policy}; changes take effect at once. */
@ObjectClassDefinition(name = "Policy")
@interface PolicyConfig {

    /** The policy file; a relative path begins in the data folder. */
    @AttributeDefinition(name = "File", description = "The policy file; a relative path begins in the data folder")
    @Protects("the choice of the access rules")
    String file() default "policy.json";

    /** How often the file is read, in milliseconds; 50 to 3,600,000. */
    @AttributeDefinition(name = "Poll", description = "How often the file is read, in ms", min = "50", max = "3600000")
    long pollMillis() default 1000;

    /** How long the conditions of one request may take, in milliseconds; 1 to 10,000. What takes longer is denied. */
    @AttributeDefinition(
            name = "Evaluation limit",
            description = "How long the conditions of one request may take, in ms",
            min = "1",
            max = "10000")
    long evaluationMillis() default 100;
}
