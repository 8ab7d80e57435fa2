package io.hookline.api.hook;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.osgi.service.component.annotations.ComponentPropertyType;

/**
 * Asks to run after other plugins' hooks, whatever the ranking: service property {@value HookProperties#AFTER}.
 *
 * <p>The constraint is soft: plugins that are not installed are skipped. Hooks whose constraints contradict each other
 * are refused.
 */
@Documented
@ComponentPropertyType
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface HookAfter {

    /** Symbolic names of plugins, or names of single hooks. */
    String[] value();
}
