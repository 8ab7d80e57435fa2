package io.hookline.deploy.internal.bundle;

import io.hookline.api.hook.HookProperties;
import io.hookline.engine.release.PlannedHook;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Constants;

/**
 * The hooks that a jar's component descriptions declare, read without running any of it. Hooks that a plugin registers
 * in its code are not among them, and configuration can still change what is.
 */
public final class ComponentDescriptions {

    private static final String HEADER = "Service-Component";
    private static final Pattern COMMA = Pattern.compile(",");

    private final String plugin;
    private final String version;
    private final List<PlannedHook> hooks = new ArrayList<>();

    private ComponentDescriptions(String plugin, String version) {
        this.plugin = plugin;
        this.version = version;
    }

    /**
     * The declared hooks of a jar.
     *
     * @throws IOException if a description cannot be read
     */
    public static List<PlannedHook> hooksOf(Path jar, String plugin, String version) throws IOException {
        ComponentDescriptions descriptions = new ComponentDescriptions(plugin, version);
        try (JarFile file = new JarFile(jar.toFile(), false)) {
            Attributes manifest = file.getManifest().getMainAttributes();
            String header = manifest.getValue(HEADER);
            if (header != null) {
                for (String path : COMMA.split(header, -1)) {
                    descriptions.readAll(file, path.strip());
                }
            }
        }
        return List.copyOf(descriptions.hooks);
    }

    private void readAll(JarFile file, String path) throws IOException {
        if (!path.contains("*")) {
            read(file, file.getJarEntry(path), path);
            return;
        }
        String pattern = path.replace(".", "\\.").replace("*", "[^/]*");
        for (JarEntry entry :
                file.stream().filter(e -> e.getName().matches(pattern)).toList()) {
            read(file, entry, path);
        }
    }

    private void read(JarFile file, @Nullable JarEntry entry, String path) throws IOException {
        if (entry == null) {
            throw new IOException("the manifest names the component description " + path + ", which is not there");
        }
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        try (InputStream in = file.getInputStream(entry)) {
            XMLStreamReader xml = factory.createXMLStreamReader(in);
            while (xml.hasNext()) {
                if (xml.next() == XMLStreamConstants.START_ELEMENT
                        && xml.getLocalName().equals("component")) {
                    component(xml);
                }
            }
        } catch (XMLStreamException e) {
            throw new IOException("the component description " + path + " is not XML: " + e.getMessage(), e);
        }
    }

    private void component(XMLStreamReader xml) throws XMLStreamException {
        String name = xml.getAttributeValue(null, "name");
        Map<String, List<String>> properties = new HashMap<>();
        while (xml.hasNext()) {
            int event = xml.next();
            if (event == XMLStreamConstants.END_ELEMENT && xml.getLocalName().equals("component")) {
                break;
            }
            if (event == XMLStreamConstants.START_ELEMENT && xml.getLocalName().equals("property")) {
                property(xml, properties);
            }
        }
        for (String point : properties.getOrDefault(HookProperties.AT, List.of())) {
            hooks.add(new PlannedHook(
                    point,
                    first(properties, HookProperties.NAME, name == null ? plugin : name),
                    plugin,
                    version,
                    ranking(properties),
                    properties.getOrDefault(HookProperties.BEFORE, List.of()),
                    properties.getOrDefault(HookProperties.AFTER, List.of())));
        }
    }

    private static void property(XMLStreamReader xml, Map<String, List<String>> properties) throws XMLStreamException {
        String name = xml.getAttributeValue(null, "name");
        String value = xml.getAttributeValue(null, "value");
        List<String> values = value != null
                ? List.of(value)
                : xml.getElementText()
                        .lines()
                        .map(String::strip)
                        .filter(line -> !line.isEmpty())
                        .toList();
        if (name != null) {
            properties.put(name, values);
        }
    }

    private static int ranking(Map<String, List<String>> properties) {
        try {
            return Integer.parseInt(first(properties, Constants.SERVICE_RANKING, "0"));
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    private static String first(Map<String, List<String>> properties, String key, String otherwise) {
        List<String> values = properties.getOrDefault(key, List.of());
        return values.isEmpty() ? otherwise : values.get(0);
    }
}
