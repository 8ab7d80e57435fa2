package io.hookline.plugin.policy.rule;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The path of a request as rules see it: its segments, percent-decoded once. A path that an upstream could read in
 * another way than this has a problem, and no rule can allow it: what is decided on is exactly what goes upstream.
 * Immutable.
 */
public final class RequestPath {

    private static final Pattern ENCODED = Pattern.compile("%[0-9a-fA-F]{2}");

    private final List<String> segments;
    private final @Nullable String problem;

    private RequestPath(List<String> segments, @Nullable String problem) {
        this.segments = segments;
        this.problem = problem;
    }

    /** The path as it was sent, without the query. A slash at its end does not count. */
    public static RequestPath of(String sent) {
        if (!sent.startsWith("/")) {
            return refused("its path does not begin with a slash");
        }
        List<String> segments = new ArrayList<>();
        for (int begin = 1; begin <= sent.length(); ) {
            int slash = sent.indexOf('/', begin);
            int end = slash < 0 ? sent.length() : slash;
            if (begin == end) {
                if (slash >= 0) {
                    return refused("its path has an empty segment");
                }
                break;
            }
            String segment = decode(sent, begin, end);
            String problem = segment == null ? "its path is not encoded correctly" : problem(segment);
            if (segment == null || problem != null) {
                return refused(problem);
            }
            segments.add(segment);
            begin = end + 1;
        }
        return new RequestPath(List.copyOf(segments), null);
    }

    /** Its segments, decoded; none for {@code /}. */
    public List<String> segments() {
        return segments;
    }

    /** The decoded segments, each behind a slash; {@code /} if there are none. */
    public String text() {
        return segments.isEmpty() ? "/" : "/" + String.join("/", segments);
    }

    /** Why no rule can allow it, or null. */
    public @Nullable String problem() {
        return problem;
    }

    private static RequestPath refused(@Nullable String problem) {
        return new RequestPath(List.of(), problem);
    }

    /** One segment with its escapes decoded; null if it is not ASCII, an escape is malformed, or not UTF-8. */
    static @Nullable String decode(String text, int begin, int end) {
        boolean encoded = false;
        for (int i = begin; i < end; i++) {
            char c = text.charAt(i);
            encoded |= c == '%';
            if (c <= ' ' || c > '~') {
                return null;
            }
        }
        return encoded ? decodeEscapes(text, begin, end) : text.substring(begin, end);
    }

    private static @Nullable String decodeEscapes(String text, int begin, int end) {
        ByteBuffer bytes = ByteBuffer.allocate(end - begin);
        for (int i = begin; i < end; i++) {
            char c = text.charAt(i);
            if (c != '%') {
                bytes.put((byte) c);
                continue;
            }
            int high = i + 2 < end ? Character.digit(text.charAt(i + 1), 16) : -1;
            int low = i + 2 < end ? Character.digit(text.charAt(i + 2), 16) : -1;
            if (high < 0 || low < 0) {
                return null;
            }
            bytes.put((byte) (high << 4 | low));
            i += 2;
        }
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(bytes.flip()).toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }

    /** Why a decoded segment could be read in several ways, or null. */
    static @Nullable String problem(String segment) {
        if (segment.equals(".") || segment.equals("..")) {
            return "its path has a dot segment";
        }
        for (int i = 0; i < segment.length(); i++) {
            char c = segment.charAt(i);
            if (c == '/' || c == '\\') {
                return "its path has an encoded slash or a backslash";
            }
            if (c == ';') {
                return "its path has a parameter behind a semicolon";
            }
            if (Character.isISOControl(c)) {
                return "its path has a control character";
            }
            if (c == '?' || c == '#') {
                return "its path has an encoded question mark or number sign";
            }
        }
        return segment.indexOf('%') >= 0 && ENCODED.matcher(segment).find() ? "its path is encoded twice" : null;
    }
}
