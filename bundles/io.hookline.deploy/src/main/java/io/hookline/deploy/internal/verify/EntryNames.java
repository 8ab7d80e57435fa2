package io.hookline.deploy.internal.verify;

import io.hookline.common.text.Printable;
import io.hookline.deploy.DeployRefusedException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The names of one archive's entries, each of which must be a plain relative path that no other entry has.
 *
 * <p>Names that differ in case alone are two names: classes such as {@code a.class} and {@code A.class}, or {@code
 * LICENSE} beside {@code license/}, are ordinary. Two kinds are compared without regard to case: the manifest and
 * signature files, which the JDK looks up so, and jars, which the framework unpacks into folders that may not tell case
 * apart.
 */
final class EntryNames {

    private final JarLabel label;
    private final int mostBytes;
    private final Set<String> taken = new HashSet<>();

    EntryNames(JarLabel label, int mostBytes) {
        this.label = label;
        this.mostBytes = mostBytes;
    }

    /** The name, taken from now on. */
    String take(byte[] raw) throws DeployRefusedException {
        if (raw.length > mostBytes) {
            throw label.tooLarge(
                    "the name of an entry has " + raw.length + " bytes, and " + mostBytes + " are allowed",
                    "Shorten the name, or raise the limit on names.");
        }
        String name = decode(raw);
        String fault = fault(name);
        if (fault != null) {
            throw label.unsafeNames("the entry " + Printable.quoted(name) + " " + fault);
        }
        if (!taken.add(identity(name))) {
            throw label.unsafeNames(
                    "the entry " + Printable.quoted(name) + " is there twice, so that readers may see either of them");
        }
        return name;
    }

    /** Whether an entry has that name. */
    boolean has(byte[] raw) {
        return taken.contains(identity(new String(raw, StandardCharsets.UTF_8)));
    }

    private String decode(byte[] raw) throws DeployRefusedException {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(raw))
                    .toString();
        } catch (CharacterCodingException e) {
            String shown = Printable.quoted(new String(raw, StandardCharsets.ISO_8859_1));
            throw label.unsafeNames("the name of the entry " + shown + " is not in UTF-8");
        }
    }

    private static @Nullable String fault(String name) {
        if (name.isEmpty()) {
            return "has an empty name";
        }
        if (name.codePoints().anyMatch(Printable::isControl)) {
            return "has a control or invisible character in its name";
        }
        if (name.indexOf('\\') >= 0) {
            return "has a backslash in its name, which some systems take for a separator";
        }
        if (name.startsWith("/")) {
            return "has an absolute path";
        }
        if (name.length() > 1 && name.charAt(1) == ':' && Character.isLetter(name.charAt(0))) {
            return "begins with a drive letter";
        }
        return segmentFault(name);
    }

    private static @Nullable String segmentFault(String name) {
        int start = 0;
        while (start < name.length()) {
            int slash = name.indexOf('/', start);
            int end = slash < 0 ? name.length() : slash;
            // Windows drops dots and spaces from the end of a name: ".. " is ".." there.
            if (name.substring(start, end).chars().allMatch(c -> c == '.' || c == ' ')) {
                return end - start > 1
                        ? "leads out of the archive with '..'"
                        : "has an empty or '.' segment in its path";
            }
            start = end + 1;
        }
        return null;
    }

    /** A directory is the same as a file of that name: the JDK finds either when asked for the file. */
    private static String identity(String name) {
        String path = name.endsWith("/") ? name.substring(0, name.length() - 1) : name;
        String upper = path.toUpperCase(Locale.ROOT);
        return SignatureFiles.isManifest(path) || SignatureFiles.isSigning(path) || upper.endsWith(".JAR")
                ? upper
                : path;
    }
}
