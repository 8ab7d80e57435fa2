package io.hookline.deploy.internal.verify;

import java.util.ArrayList;
import java.util.List;

/** The parts of a manifest header between separators that are not in quotes. */
final class HeaderParts {

    private HeaderParts() {}

    /** The parts, trimmed, in their order. */
    static List<String> split(String header, char separator) {
        List<String> parts = new ArrayList<>();
        boolean quoted = false;
        int start = 0;
        for (int at = 0; at < header.length(); at++) {
            char character = header.charAt(at);
            if (character == '"') {
                quoted = !quoted;
            } else if (character == '\\' && quoted) {
                at++;
            } else if (character == separator && !quoted) {
                parts.add(header.substring(start, at).trim());
                start = at + 1;
            }
        }
        parts.add(header.substring(start).trim());
        return parts;
    }

    /** The paths of a Bundle-ClassPath, without parameters, and from the root of the jar. */
    static List<String> paths(String classPath) {
        List<String> paths = new ArrayList<>();
        for (String clause : split(classPath, ',')) {
            for (String part : split(clause, ';')) {
                if (part.indexOf('=') < 0) {
                    String path = part.replace("\"", "");
                    paths.add(path.startsWith("/") ? path.substring(1) : path);
                }
            }
        }
        return paths;
    }
}
