package io.hookline.plugin.bodysize.internal;

import java.util.ArrayList;
import java.util.List;

/** The segments of a path as a lenient upstream reads it: without empty ones and without parameters. */
final class RequestSegments {

    private RequestSegments() {}

    static List<String> of(String path) {
        List<String> segments = new ArrayList<>();
        for (String segment : path.split("/", -1)) {
            int parameters = segment.indexOf(';');
            String name = parameters < 0 ? segment : segment.substring(0, parameters);
            if (!name.isEmpty()) {
                segments.add(name);
            }
        }
        return segments;
    }
}
