package io.hookline.deploy.internal.verify;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/** The components that a verified jar's descriptions declare, read without running any of it. */
public final class DeclaredComponents {

    private static final String PROPERTY = "property";

    private final JarFile jar;
    private final List<DeclaredComponent> components = new ArrayList<>();

    private DeclaredComponents(JarFile jar) {
        this.jar = jar;
    }

    /**
     * The declared components of a jar, in the order of its manifest.
     *
     * @throws IOException if a description cannot be read
     */
    public static List<DeclaredComponent> of(Path file) throws IOException {
        try (JarFile jar = new JarFile(file.toFile(), false)) {
            Manifest manifest = jar.getManifest();
            String header =
                    manifest == null ? null : manifest.getMainAttributes().getValue(ComponentPaths.HEADER);
            Set<String> names = new HashSet<>();
            jar.stream().map(JarEntry::getName).forEach(names::add);
            DeclaredComponents declared = new DeclaredComponents(jar);
            for (String path : ComponentPaths.of(header, names)) {
                declared.read(path);
            }
            return List.copyOf(declared.components);
        }
    }

    private void read(String path) throws IOException {
        JarEntry entry = jar.getJarEntry(path);
        if (entry == null) {
            throw new IOException("the manifest names the component description " + path + ", which is not there");
        }
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        try (InputStream in = jar.getInputStream(entry)) {
            XMLStreamReader xml = factory.createXMLStreamReader(in);
            while (xml.hasNext()) {
                if (isStart(xml, xml.next(), "component")) {
                    component(xml);
                }
            }
        } catch (XMLStreamException e) {
            throw new IOException("the component description " + path + " is not XML: " + e.getMessage(), e);
        }
    }

    private void component(XMLStreamReader xml) throws XMLStreamException {
        String name = xml.getAttributeValue(null, "name");
        String implementation = "";
        List<String> provides = new ArrayList<>();
        Map<String, List<String>> properties = new HashMap<>();
        while (xml.hasNext()) {
            int event = xml.next();
            if (event == XMLStreamConstants.END_ELEMENT && xml.getLocalName().equals("component")) {
                break;
            }
            if (isStart(xml, event, PROPERTY)) {
                property(xml, properties);
            } else if (isStart(xml, event, "implementation")) {
                implementation = text(xml.getAttributeValue(null, "class"));
            } else if (isStart(xml, event, "provide")) {
                provides.add(text(xml.getAttributeValue(null, "interface")));
            }
        }
        components.add(new DeclaredComponent(name, implementation, provides, properties));
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

    private static boolean isStart(XMLStreamReader xml, int event, String element) {
        return event == XMLStreamConstants.START_ELEMENT && xml.getLocalName().equals(element);
    }

    private static String text(@Nullable String value) {
        return value == null ? "" : value;
    }
}
