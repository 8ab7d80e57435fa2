package io.hookline.plugin.policy.rule;

import io.hookline.common.text.Printable;
import io.hookline.plugin.policy.json.Located;
import io.hookline.plugin.policy.json.PolicyException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A pattern of paths, segment by segment: {@code *} stands for one segment, {@code **} at the end for any number of
 * them, none included. All else is compared character by character, after decoding. Immutable.
 */
final class PathPattern {

    private static final String ONE = "*";
    private static final String REST = "**";

    private final List<String> segments;
    private final boolean open;

    private PathPattern(List<String> segments, boolean open) {
        this.segments = segments;
        this.open = open;
    }

    /**
     * Reads a pattern.
     *
     * @throws PolicyException if it could never match a path, or does not say what it seems to
     */
    static PathPattern parse(Located.Text source) throws PolicyException {
        String text = source.plain();
        if (text.length() > 1 && text.endsWith("/")) {
            throw refused(source, "a slash at the end of a path does not count: leave it out");
        }
        RequestPath path = RequestPath.of(escaped(text));
        if (path.problem() != null) {
            throw refused(source, "no request can match it: " + path.problem());
        }
        List<String> segments = path.segments();
        boolean open = !segments.isEmpty() && segments.get(segments.size() - 1).equals(REST);
        List<String> fixed = open ? segments.subList(0, segments.size() - 1) : segments;
        for (String segment : fixed) {
            if (segment.contains(ONE) && !segment.equals(ONE)) {
                throw refused(source, "* stands for a whole segment, and ** only at the end");
            }
        }
        return new PathPattern(fixed, open);
    }

    boolean matches(List<String> path) {
        int length = segments.size();
        if (open ? path.size() < length : path.size() != length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            String segment = segments.get(i);
            if (!segment.equals(path.get(i)) && !segment.equals(ONE)) {
                return false;
            }
        }
        return true;
    }

    /** A pattern may be written as it reads: what a request would have to encode is encoded. */
    private static String escaped(String text) {
        StringBuilder escaped = new StringBuilder();
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            if (b > ' ' && b <= '~') {
                escaped.append((char) b);
            } else {
                escaped.append(String.format("%%%02X", b));
            }
        }
        return escaped.toString();
    }

    private static PolicyException refused(Located.Text source, String why) {
        return new PolicyException(
                source.place(), "the path " + Printable.quoted(source.plain()) + " is wrong: " + why);
    }
}
