package io.hookline.core.internal.component;

import io.hookline.api.plugin.FurtherKeys;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

/**
 * A row that binds a plain class to a hook point: one configuration of the factory PID {@code io.hookline.binding}
 * each. Changes take effect at once. Keys that begin with {@code arg.} are passed to the class's constructor.
 */
@ObjectClassDefinition(
        name = "Hookline Binding",
        description = "Binds a plain class of a plugin to a hook point. Keys arg.NAME go to the class's constructor")
@FurtherKeys("arg\\..+")
@interface BindingConfig {

    /** Symbolic name of the bundle that holds the class. */
    @AttributeDefinition(name = "Plugin", description = "Symbolic name of the bundle that holds the class")
    String plugin();

    /** Full name of the class; it has to be public. */
    @AttributeDefinition(name = "Class", description = "Full name of the class; it has to be public")
    String $class();

    /** Name of the hook point. */
    @AttributeDefinition(name = "Point", description = "Name of the hook point")
    String point();

    /** Higher runs earlier. */
    @AttributeDefinition(name = "Priority", description = "Higher runs earlier", required = false)
    int priority() default 0;

    /** Whether the class is bound. */
    @AttributeDefinition(name = "Enabled", description = "Whether the class is bound", required = false)
    boolean enabled() default true;

    /**
     * Whether the class never blocks its callers ({@link io.hookline.api.hook.NonBlocking}); without it, its
     * annotations decide.
     */
    @AttributeDefinition(
            name = "Non-blocking",
            description =
                    "Whether the class never blocks its callers, true or false; without it its annotations decide",
            required = false,
            options = {
                @Option(label = "by its annotations", value = ""),
                @Option(label = "true", value = "true"),
                @Option(label = "false", value = "false")
            })
    String nonBlocking() default "";

    /** The versions of the plugin that the row matches, as a range. */
    @AttributeDefinition(
            name = "Versions",
            description = "The versions of the plugin that the row matches, for instance [1.0,2)",
            required = false)
    String versions() default "0";

    /** Name of the hook that the class becomes; the row's name if there is none. */
    @AttributeDefinition(
            name = "Hook",
            description = "Name of the hook that the class becomes; without it the row's name",
            required = false)
    String hook() default "";
}
