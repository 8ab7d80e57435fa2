package io.hookline.api;

import io.hookline.api.hook.HookProperties;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.osgi.annotation.bundle.Capability;

/**
 * Declares that this bundle opens a hook point, so that plugins for it resolve where the bundle is installed, and are
 * refused where it is not.
 */
@Documented
@Capability(namespace = HookProperties.POINT_NAMESPACE, name = "${#value}")
@Repeatable(ProvideHookPoints.class)
@Retention(RetentionPolicy.CLASS)
@Target({ElementType.TYPE, ElementType.PACKAGE})
public @interface ProvideHookPoint {

    /** The point's name. */
    String value();
}
