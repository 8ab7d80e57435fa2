package io.hookline.api.plugin;

import aQute.bnd.annotation.xml.XMLAttribute;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * States which keys a configuration may have besides those that are defined one by one. Their values are not checked.
 * Put it on an {@code @ObjectClassDefinition}; without it a configuration with an unknown key is refused.
 */
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
@XMLAttribute(
        namespace = "urn:hookline:configuration:v1.0.0",
        prefix = "hookline",
        embedIn = "http://www.osgi.org/xmlns/metatype/*",
        mapping = "value=furtherKeys")
public @interface FurtherKeys {

    /** A regular expression that the whole key has to match, for instance {@code arg\\..+}. */
    String value();
}
