package io.hookline.deploy.internal.verify;

import io.hookline.common.text.Printable;
import io.hookline.deploy.DeployRefusedException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.Attributes;
import java.util.jar.Manifest;
import java.util.regex.Pattern;

/**
 * The main headers of a manifest that all readers understand alike.
 *
 * <p>The JDK takes the last of two headers of one name and ends lines at a lone carriage return; the framework refuses
 * the one and does not know the other, and drops a last line that does not end. So each of them is refused here.
 */
final class ManifestHeaders {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,69}");
    private static final String REMEDY = "Let bnd or Maven write the manifest.";

    private final byte[] manifest;
    private final JarLabel label;
    private final Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private int at;

    private ManifestHeaders(byte[] manifest, JarLabel label) {
        this.manifest = manifest;
        this.label = label;
    }

    static Map<String, String> parse(byte[] manifest, JarLabel label) throws DeployRefusedException {
        ManifestHeaders headers = new ManifestHeaders(manifest, label);
        headers.readMainSection();
        headers.checkJdkAgrees();
        return headers.headers;
    }

    private void readMainSection() throws DeployRefusedException {
        // Joined as bytes: a line may end within a character.
        ByteArrayOutputStream header = new ByteArrayOutputStream();
        while (at < manifest.length) {
            byte[] line = line();
            if (line.length > 0 && line[0] == ' ') {
                if (header.size() == 0) {
                    throw unparsable("it begins with a continuation line");
                }
                header.write(line, 1, line.length - 1);
                continue;
            }
            if (header.size() > 0) {
                add(header.toByteArray());
            }
            if (line.length == 0) {
                return;
            }
            header.reset();
            header.writeBytes(line);
        }
        if (header.size() > 0) {
            add(header.toByteArray());
        }
    }

    /** The next line without its end. */
    private byte[] line() throws DeployRefusedException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        while (at < manifest.length) {
            byte next = manifest[at++];
            if (next == '\n') {
                return line.toByteArray();
            }
            if (next == '\r') {
                if (at == manifest.length || manifest[at] != '\n') {
                    throw unparsable("a line of it ends with a carriage return alone");
                }
            } else {
                line.write(next);
            }
        }
        throw unparsable("its last line does not end with a line feed");
    }

    private void add(byte[] header) throws DeployRefusedException {
        String text = decode(header);
        int colon = text.indexOf(": ");
        String name = colon < 0 ? text : text.substring(0, colon);
        if (colon < 0 || !NAME.matcher(name).matches()) {
            throw unparsable("the line " + Printable.quoted(text) + " is no header");
        }
        String value = text.substring(colon + 2);
        if (value.chars().anyMatch(c -> Character.isISOControl(c) && c != '\t')) {
            throw unparsable("its header " + name + " has a control character, " + Printable.quoted(value));
        }
        if (headers.put(name, value) != null) {
            throw unparsable("its header " + name + " is there twice");
        }
    }

    private String decode(byte[] header) throws DeployRefusedException {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(header))
                    .toString();
        } catch (CharacterCodingException e) {
            String shown = Printable.quoted(new String(header, StandardCharsets.ISO_8859_1));
            throw unparsable("the line " + shown + " is not in UTF-8");
        }
    }

    /** Reads the other sections too, which are refused as a whole if one of them is broken. */
    private void checkJdkAgrees() throws DeployRefusedException {
        Attributes seen;
        try {
            seen = new Manifest(new ByteArrayInputStream(manifest)).getMainAttributes();
        } catch (IOException | IllegalArgumentException e) {
            throw unparsable("the JDK cannot read it (" + Printable.excerpt(String.valueOf(e.getMessage())) + ")");
        }
        boolean same = seen.size() == headers.size();
        for (Map.Entry<String, String> header : headers.entrySet()) {
            same &= header.getValue().equals(seen.getValue(header.getKey()));
        }
        if (!same) {
            throw unparsable("the JDK understands its headers otherwise");
        }
    }

    private DeployRefusedException unparsable(String cause) {
        return label.notABundle("its manifest cannot be read: " + cause, REMEDY);
    }
}
