package io.hookline.common.chain;

import io.hookline.common.file.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A JSON object on one line that ends with its place in a chain: {@code {…,"previous":"P","hash":"H"}}, where P is the
 * hash of the line before it, and H is the SHA-256 of P and of the object without both, in UTF-8. Hashes are lower-case
 * hexadecimal.
 *
 * @param object the object without its place
 * @param previous the hash of the line before it; {@link #START} if it is the first
 * @param hash its own hash, as it says
 */
public record ChainedLine(String object, String previous, String hash) {

    /** What the first line of a chain follows. */
    public static final String START = "0".repeat(64);

    private static final Pattern FORM =
            Pattern.compile("(\\{.*),\"previous\":\"([0-9a-f]{64})\",\"hash\":\"([0-9a-f]{64})\"\\}", Pattern.DOTALL);

    /**
     * An object, behind a line.
     *
     * @param object a JSON object that is not empty
     */
    public static ChainedLine after(String previous, String object) {
        return new ChainedLine(object, previous, hash(previous, object));
    }

    /** A line; null if it has no place in a chain. */
    public static @Nullable ChainedLine of(String line) {
        Matcher found = FORM.matcher(line);
        return found.matches() ? new ChainedLine(found.group(1) + "}", found.group(2), found.group(3)) : null;
    }

    /** The line, without its end. */
    public String text() {
        return object.substring(0, object.length() - 1) + ",\"previous\":\"" + previous + "\",\"hash\":\"" + hash
                + "\"}";
    }

    /** Whether its content is what its hash says. */
    public boolean isWhole() {
        return hash.equals(hash(previous, object));
    }

    private static String hash(String previous, String object) {
        return Sha256.of((previous + object).getBytes(StandardCharsets.UTF_8));
    }
}
