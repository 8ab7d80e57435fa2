package io.hookline.deploy.internal.bundle;

import aQute.bnd.header.Attrs;
import aQute.bnd.header.OSGiHeader;
import aQute.bnd.osgi.Processor;
import io.hookline.api.hook.HookProperties;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.osgi.framework.Constants;

/** The hook points that a bundle requires: it states by that to have a hook for each. */
final class RequiredPoints {

    private static final Pattern NAME =
            Pattern.compile("\\(" + Pattern.quote(HookProperties.POINT_NAMESPACE) + "=([^)*]+)\\)");

    private RequiredPoints() {}

    /** The names of the points, by the bundle's headers. */
    static List<String> of(Map<String, String> headers) {
        String header = headers.get(Constants.REQUIRE_CAPABILITY);
        List<String> points = new ArrayList<>();
        if (header == null) {
            return points;
        }
        for (Map.Entry<String, Attrs> clause : OSGiHeader.parseHeader(header).entrySet()) {
            String filter = clause.getValue().get(Constants.FILTER_DIRECTIVE + ":");
            if (filter != null
                    && Processor.removeDuplicateMarker(clause.getKey()).equals(HookProperties.POINT_NAMESPACE)) {
                Matcher name = NAME.matcher(filter);
                if (name.find() && !points.contains(name.group(1))) {
                    points.add(name.group(1));
                }
            }
        }
        return points;
    }
}
