package io.hookline.api.plugin;

import io.hookline.api.hook.HookProperties;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.osgi.annotation.bundle.Capability;
import org.osgi.annotation.bundle.Header;

/**
 * States what a plugin is and what it needs. Put it on one class of the bundle, beside {@code @Component} for instance.
 *
 * <p>The build writes it into the manifest, as a capability and as requirements in the namespace {@value
 * HookProperties#PLUGIN_NAMESPACE}; nothing is read from classes at run time. So the framework refuses to resolve a
 * plugin whose dependencies are not there in a matching version, and the refusal names them. A malformed value fails
 * the build. Tags and names are letters, digits, underscores, dots and hyphens.
 *
 * <p>A plugin without it is known by its bundle's symbolic name, and has no tags; others cannot depend on it.
 */
@Documented
@Capability(
        namespace = HookProperties.PLUGIN_NAMESPACE,
        name = "\"${#id}\"",
        attribute = {PluginHeaders.VERSION, PluginHeaders.TAGS})
@Header(name = "Require-Capability", value = PluginHeaders.REQUIREMENTS)
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface Plugin {

    /**
     * The name by which other plugins and routes know it, for instance {@code cache}; releases of one plugin share it.
     */
    String id();

    /**
     * The version of what it offers to others, for instance {@code 1.2.0}. Without it the table shows the bundle's
     * version, and plugins that ask for a range of versions are refused: the framework compares what the manifest
     * states.
     */
    String version() default "";

    /** What it can be used for; routes select plugins by their tags. */
    String[] tags() default {};

    /**
     * Plugins that it requires, each by id, or by id and versions: {@code cache}, {@code cache@1.2} (1.2 or newer),
     * {@code cache@[1.2,2)}. They start before it.
     */
    String[] dependsOn() default {};
}
