package io.hookline.config.internal.schema;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.net.URL;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.apache.felix.metatype.AD;
import org.apache.felix.metatype.Designate;
import org.apache.felix.metatype.MetaData;
import org.apache.felix.metatype.MetaDataReader;
import org.apache.felix.metatype.OCD;
import org.apache.felix.metatype.OptionalAttributes;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the definitions of a bundle in {@code OSGI-INF/metatype}, with the parser of the Metatype service. The service
 * itself does not return ranges and extensions, and it resolves bundles when it reads them.
 */
final class SchemaReader {

    private static final Logger LOG = LoggerFactory.getLogger(SchemaReader.class);
    private static final String FOLDER = "OSGI-INF/metatype";
    private static final long NOT_INSTALLED = -1;
    private static final String PATTERN = "pattern";
    private static final String PROTECTS = "protects";
    private static final String FURTHER_KEYS = "furtherKeys";
    private static final String SHARED = "sharedOptions";

    private SchemaReader() {}

    /** The bundle's definitions. Those that cannot be read are left out, with a warning. */
    static List<Schema> read(Bundle bundle) {
        if (bundle.getBundleId() == 0) {
            return List.of();
        }
        List<MetaData> all = new ArrayList<>();
        Enumeration<String> paths = bundle.getEntryPaths(FOLDER);
        for (String path : paths == null ? List.<String>of() : Collections.list(paths)) {
            URL file = path.endsWith(".xml") ? bundle.getEntry(path) : null;
            if (file != null) {
                try {
                    MetaData data = new MetaDataReader().parse(file);
                    if (data != null) {
                        all.add(data);
                    }
                } catch (IOException | RuntimeException e) {
                    LOG.warn("{} of {} cannot be read: its configuration is not checked", path, label(bundle), e);
                }
            }
        }
        try {
            return schemas(bundle.getBundleId(), label(bundle), all);
        } catch (IllegalArgumentException e) {
            LOG.warn("the configurations of {} are not checked: {}", label(bundle), e.getMessage());
            return List.of();
        }
    }

    /** The definitions of a bundle that is not installed. */
    static List<Schema> read(Path file) throws IOException {
        List<MetaData> all = new ArrayList<>();
        try (JarFile jar = new JarFile(file.toFile())) {
            for (JarEntry entry : Collections.list(jar.entries())) {
                if (entry.getName().matches(FOLDER + "/[^/]+\\.xml")) {
                    try (InputStream in = jar.getInputStream(entry)) {
                        MetaData data = new MetaDataReader().parse(in);
                        if (data != null) {
                            all.add(data);
                        }
                    } catch (RuntimeException e) {
                        throw new IOException(entry.getName() + " cannot be read", e);
                    }
                }
            }
        }
        try {
            return schemas(NOT_INSTALLED, file.getFileName().toString(), all);
        } catch (IllegalArgumentException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private static String label(Bundle bundle) {
        return bundle.getSymbolicName() + " " + bundle.getVersion();
    }

    static List<Schema> schemas(long bundle, String label, List<MetaData> all) {
        Map<String, OCD> definitions = new LinkedHashMap<>();
        for (MetaData data : all) {
            Map<?, ?> some = data.getObjectClassDefinitions();
            for (Object each : some == null ? List.of() : some.values()) {
                OCD definition = (OCD) each;
                definitions.put(definition.getID(), definition);
            }
        }
        List<Schema> schemas = new ArrayList<>();
        all.forEach(data -> schemas.addAll(schemas(bundle, label, data, definitions)));
        return schemas;
    }

    private static List<Schema> schemas(long bundle, String label, MetaData data, Map<String, OCD> shared) {
        List<Schema> schemas = new ArrayList<>();
        for (Object each : data.getDesignates() == null ? List.of() : data.getDesignates()) {
            Designate designate = (Designate) each;
            String factory = designate.getFactoryPid();
            boolean many = factory != null && !factory.isEmpty();
            String pid = many ? factory : designate.getPid();
            Object ocd = designate.getObject() == null || data.getObjectClassDefinitions() == null
                    ? null
                    : data.getObjectClassDefinitions().get(designate.getObject().getOcdRef());
            if (pid != null && ocd instanceof OCD definition) {
                schemas.add(new Schema(
                        pid,
                        many,
                        bundle,
                        label,
                        text(definition.getName()),
                        attributes(definition, shared),
                        pattern(definition, FURTHER_KEYS, pid)));
            }
        }
        return schemas;
    }

    /** Its own options, and behind them those of the definitions that it names. */
    private static Map<String, Attribute> attributes(OCD definition, Map<String, OCD> shared) {
        Map<String, Attribute> attributes = attributes(definition);
        String names = extension(definition, SHARED);
        for (String name : names == null ? new String[0] : names.strip().split(" +")) {
            OCD further = shared.get(name);
            if (further == null) {
                throw new IllegalArgumentException(definition.getID() + " shares the options of " + name
                        + ", which is not defined in the same bundle");
            }
            attributes(further).forEach(attributes::putIfAbsent);
        }
        return attributes;
    }

    private static Map<String, Attribute> attributes(OCD definition) {
        Map<String, Attribute> attributes = new LinkedHashMap<>();
        Map<?, ?> all = definition.getAttributeDefinitions();
        for (Object each : all == null ? List.of() : all.values()) {
            AD attribute = (AD) each;
            attributes.put(attribute.getID(), attribute(attribute));
        }
        return attributes;
    }

    private static Attribute attribute(AD attribute) {
        ValueType type = ValueType.of(attribute.getType());
        boolean list = attribute.getCardinality() != 0;
        List<String> defaults = attribute.getDefaultValue() == null
                ? null
                // The default of an empty list is written as an empty text.
                : Arrays.stream(attribute.getDefaultValue())
                        .filter(one -> !list || !one.isEmpty())
                        .toList();
        return new Attribute(
                attribute.getID(),
                type,
                list,
                attribute.isRequired() && defaults == null,
                defaults,
                bound(attribute, attribute.getMin()),
                bound(attribute, attribute.getMax()),
                pattern(attribute, PATTERN, attribute.getID()),
                attribute.getOptionValues() == null ? List.of() : List.of(attribute.getOptionValues()),
                text(attribute.getDescription()),
                extension(attribute, PROTECTS));
    }

    private static @Nullable BigDecimal bound(AD attribute, @Nullable String bound) {
        try {
            return bound == null || bound.isEmpty() ? null : new BigDecimal(bound.strip());
        } catch (NumberFormatException e) {
            LOG.warn("the range of {} is not a number and is ignored: {}", attribute.getID(), bound);
            return null;
        }
    }

    private static @Nullable Pattern pattern(OptionalAttributes owner, String name, String of) {
        String pattern = extension(owner, name);
        try {
            return pattern == null ? null : Pattern.compile(pattern);
        } catch (PatternSyntaxException e) {
            LOG.warn("the {} of {} cannot be read and is ignored: {}", name, of, pattern);
            return null;
        }
    }

    /** An attribute that OSGi's specification does not define; null if there is none. */
    private static @Nullable String extension(OptionalAttributes owner, String name) {
        Map<?, ?> more = owner.getOptionalAttributes();
        Object value = more == null ? null : more.get(name);
        return value == null ? null : value.toString();
    }

    private static String text(@Nullable String text) {
        return text == null ? "" : text;
    }
}
