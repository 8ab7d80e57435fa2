package io.hookline.api.plugin;

import aQute.bnd.annotation.xml.XMLAttribute;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks an option that protects something, such as a limit or a list of accepted keys. Put it on a method of an
 * {@code @ObjectClassDefinition}, beside its {@code @AttributeDefinition}. Once such an option is set, a file that no
 * longer sets it is refused, because a damaged file looks the same; the option then changes only to a value that a file
 * sets, or by {@code hook:config}.
 *
 * <pre>
 * &#64;AttributeDefinition(name = "Largest body", min = "1")
 * &#64;Protects("the limit of a request's size")
 * long largestBody() default 1_000_000;
 * </pre>
 */
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
@XMLAttribute(
        namespace = "urn:hookline:configuration:v1.0.0",
        prefix = "hookline",
        embedIn = "http://www.osgi.org/xmlns/metatype/*",
        mapping = "value=protects")
public @interface Protects {

    /** What would be lost without the option, as the end of a sentence: {@code the limit of a request's size}. */
    String value();
}
