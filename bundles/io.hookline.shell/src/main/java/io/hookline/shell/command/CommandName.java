package io.hookline.shell.command;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.osgi.service.component.annotations.ComponentPropertyType;

/** Names a command: sets the service property {@link Command#NAME} of a component. */
@ComponentPropertyType
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface CommandName {

    /** What the property's name begins with. */
    String PREFIX_ = "hookline.";

    /** The name: at most 64 lower-case letters, digits and hyphens. */
    String value();
}
