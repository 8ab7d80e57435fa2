package io.hookline.config.internal.schema;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.felix.metatype.MetaDataReader;

/** The rules of an invented plugin, {@code limit}, as bnd writes them. */
public final class LimitRules {

    private static final String OPTIONS =
            """
            <AD id="burst" type="Long" min="1" max="1000" default="20" description="At once"/>
            <AD id="wait" type="Long" min="-1" default="-1" h:pattern="-1|[1-9][0-9]*"/>
            <AD id="share" type="Double" min="0" max="1" default="0.5"/>
            <AD id="ratio" type="Float" default="1"/>
            <AD id="strict" type="Boolean" default="false"/>
            <AD id="mode" type="String" default="auto"><Option label="auto" value="auto"/><Option label="off" value="off"/></AD>
            <AD id="header" type="String" default="X-Key" h:pattern="[A-Z][A-Za-z-]*"
              description="The field with the key, such as X-Key"/>
            <AD id="label" type="String" min="2" max="4" default="some"/>
            <AD id="ports" type="Integer" cardinality="2147483647" min="1" max="65535" default=""/>
            <AD id="names" type="String" cardinality="2147483647" default=""/>
            <AD id="guards" type="String" cardinality="2147483647" default="" h:protects="the guards of a call"/>
            <AD id="password" type="Password" min="4" default="none"/>
            """;

    private LimitRules() {}

    /** The rules of its release 1.0.0. */
    public static Rules rules() {
        return new Rules(List.of(schema(1, "limit 1.0.0", OPTIONS)));
    }

    /** The same rules with a required key. */
    public static Rules withRequired() {
        return new Rules(List.of(schema(1, "limit 1.0.0", OPTIONS + "<AD id=\"upstream\" type=\"String\"/>")));
    }

    /** The same rules with a required list. */
    public static Rules withRequiredList() {
        return new Rules(List.of(
                schema(1, "limit 1.0.0", OPTIONS + "<AD id=\"keys\" type=\"Password\" cardinality=\"2147483647\"/>")));
    }

    /** The rules of two releases. The newer one has a lower limit for burst and one more key. */
    public static Rules ofTwoReleases() {
        return new Rules(List.of(
                schema(
                        2,
                        "limit 1.1.0",
                        "<AD id=\"burst\" type=\"Long\" max=\"10\" default=\"5\"/><AD id=\"extra\" type=\"Integer\""
                                + " default=\"1\"/>"),
                schema(1, "limit 1.0.0", OPTIONS)));
    }

    /** The rules of a configuration that no bundle defines. */
    public static Rules none() {
        return new Rules(List.of());
    }

    private static Schema schema(long bundle, String label, String options) {
        String xml = "<m:MetaData xmlns:m=\"http://www.osgi.org/xmlns/metatype/v1.3.0\" xmlns:h=\"urn:x\">"
                + "<OCD id=\"o\" name=\"Limit\">" + options + "</OCD><Designate pid=\"limit\"><Object ocdref=\"o\"/>"
                + "</Designate></m:MetaData>";
        try {
            return new ArrayList<>(SchemaReader.schemas(
                            bundle,
                            label,
                            List.of(new MetaDataReader()
                                    .parse(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8))))))
                    .get(0);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
