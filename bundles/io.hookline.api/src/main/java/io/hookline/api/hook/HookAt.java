package io.hookline.api.hook;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.osgi.annotation.bundle.Requirement;
import org.osgi.service.component.annotations.ComponentPropertyType;

/**
 * Names the hook point that a Declarative Services component fills: service property {@value HookProperties#AT}.
 *
 * <p>The bundle also gets a requirement for the point, so that the framework refuses to resolve it where no host
 * provides that point (see {@code ProvideHookPoint}). For a point that is opened at run time under a name no bundle
 * declares, set the property without this annotation: {@code @Component(property = "hook.at=order.created")}.
 */
@Documented
@ComponentPropertyType
@Requirement(namespace = HookProperties.POINT_NAMESPACE, name = "${#value}")
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface HookAt {

    /** The point's name, for instance {@code http.pre-request}. */
    String value();
}
