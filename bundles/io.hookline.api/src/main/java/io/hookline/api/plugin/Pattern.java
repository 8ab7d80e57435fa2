package io.hookline.api.plugin;

import aQute.bnd.annotation.xml.XMLAttribute;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The form that a configured text, or each value of a list, must have. Put it on a method of an
 * {@code @ObjectClassDefinition}, beside its {@code @AttributeDefinition}; the build writes it into the bundle, and a
 * configuration that does not match is refused before the component sees it.
 *
 * <pre>
 * &#64;AttributeDefinition(name = "Header")
 * &#64;Pattern("[A-Za-z0-9-]+")
 * String header() default "X-API-Key";
 * </pre>
 */
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
@XMLAttribute(
        namespace = "urn:hookline:configuration:v1.0.0",
        prefix = "hookline",
        embedIn = "http://www.osgi.org/xmlns/metatype/*",
        mapping = "value=pattern")
public @interface Pattern {

    /**
     * A regular expression, as {@link java.util.regex.Pattern} has them; for JSON Schema, use only what JavaScript
     * supports as well.
     */
    String value();
}
