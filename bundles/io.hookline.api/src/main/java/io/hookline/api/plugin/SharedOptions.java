package io.hookline.api.plugin;

import aQute.bnd.annotation.xml.XMLAttribute;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Names further definitions whose options belong to this one, so that several plugins can share options with their
 * texts, defaults and ranges. Put it on an {@code @ObjectClassDefinition}. The definitions have to be in the same
 * bundle; an option that is defined here as well counts as it is here.
 */
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
@XMLAttribute(
        namespace = "urn:hookline:configuration:v1.0.0",
        prefix = "hookline",
        embedIn = "http://www.osgi.org/xmlns/metatype/*",
        mapping = "value=sharedOptions")
public @interface SharedOptions {

    /** The full class names of the definitions, with a space between two of them. */
    String value();
}
