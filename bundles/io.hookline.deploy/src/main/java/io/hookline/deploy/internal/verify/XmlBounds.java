package io.hookline.deploy.internal.verify;

import io.hookline.common.text.Printable;
import io.hookline.deploy.DeployRefusedException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Limits on the XML files of a jar that the component runtime, Metatype and deploy itself read: all below {@code
 * OSGI-INF/}, and those that the manifest names. Document types are refused: they can name other files.
 */
final class XmlBounds {

    static final int MOST_BYTES = 1 << 20;
    static final int MOST_ELEMENTS = 20_000;
    static final int MOST_DEPTH = 64;
    static final int MOST_FILES = 2_000;

    private static final String FOLDER = "OSGI-INF/";
    private static final String REMEDY = "Let bnd write it.";

    private final ZipArchive jar;
    private final JarLabel label;

    private XmlBounds(ZipArchive jar, JarLabel label) {
        this.jar = jar;
        this.label = label;
    }

    static void check(ZipArchive jar, Map<String, String> headers, JarLabel label)
            throws IOException, DeployRefusedException {
        Set<String> names = new TreeSet<>(ComponentPaths.of(headers.get(ComponentPaths.HEADER), jar.names()));
        jar.names().stream()
                .filter(name -> name.startsWith(FOLDER) && name.endsWith(".xml"))
                .forEach(names::add);
        if (names.size() > MOST_FILES) {
            throw label.tooLarge(
                    "it has " + names.size() + " component and metatype descriptions, and " + MOST_FILES
                            + " are allowed",
                    "Split the bundle.");
        }
        XmlBounds bounds = new XmlBounds(jar, label);
        for (String name : names) {
            CentralEntry entry = jar.entry(name);
            if (entry != null && !entry.isDirectory()) {
                bounds.check(entry);
            }
        }
    }

    private void check(CentralEntry entry) throws IOException, DeployRefusedException {
        String shown = "its entry " + Printable.quoted(entry.name());
        if (entry.bytes() > MOST_BYTES) {
            throw label.tooLarge(
                    shown + " has " + entry.bytes() + " bytes, and " + MOST_BYTES + " are allowed", REMEDY);
        }
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        jar.unpack(entry, (chunk, count, entryBytes) -> content.write(chunk, 0, count));
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        try {
            check(factory.createXMLStreamReader(new ByteArrayInputStream(content.toByteArray())), shown);
        } catch (XMLStreamException e) {
            throw label.notABundle(
                    shown + " is not XML (" + Printable.excerpt(String.valueOf(e.getMessage())) + ")", REMEDY);
        }
    }

    private void check(XMLStreamReader xml, String shown) throws XMLStreamException, DeployRefusedException {
        int depth = 0;
        int elements = 0;
        while (xml.hasNext()) {
            int event = xml.next();
            if (event == XMLStreamConstants.DTD) {
                throw label.notABundle(shown + " has a document type", REMEDY);
            }
            if (event == XMLStreamConstants.START_ELEMENT) {
                depth++;
                elements++;
            } else if (event == XMLStreamConstants.END_ELEMENT) {
                depth--;
            }
            if (depth > MOST_DEPTH) {
                throw label.tooLarge(shown + " is nested deeper than " + MOST_DEPTH + " elements", REMEDY);
            }
            if (elements > MOST_ELEMENTS) {
                throw label.tooLarge(shown + " has more than " + MOST_ELEMENTS + " elements", REMEDY);
            }
        }
    }
}
