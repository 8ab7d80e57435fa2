package io.hookline.core.internal.registry;

import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.osgi.framework.Constants;
import org.osgi.framework.wiring.BundleRequirement;

/** Reads names and ranges of versions out of the filters in which builds write them. */
public final class Filters {

    private static final Pattern COMPARISON = Pattern.compile("(\\(!)?\\(version(>=|<=)([^)]+)\\)");

    private Filters() {}

    /** The filter of a requirement; empty if it has none. */
    public static String of(BundleRequirement requirement) {
        return Objects.requireNonNullElse(requirement.getDirectives().get(Constants.FILTER_DIRECTIVE), "");
    }

    /** The name that a requirement asks for in its namespace, if it asks for one. */
    public static Optional<String> name(BundleRequirement requirement) {
        Matcher matcher = Pattern.compile("\\(" + Pattern.quote(requirement.getNamespace()) + "=([^)*]+)\\)")
                .matcher(of(requirement));
        return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    /**
     * The versions that a filter accepts, with a blank ahead: {@code " [1.2,2)"}, {@code " from 1.2"}; empty for any.
     */
    public static String versions(String filter) {
        Matcher comparison = COMPARISON.matcher(filter);
        String floor = null;
        String ceiling = null;
        String left = "[";
        String right = ")";
        while (comparison.find()) {
            boolean turned = comparison.group(1) != null;
            boolean atLeast = comparison.group(2).equals(">=");
            String version = comparison.group(3);
            if (atLeast == turned) {
                ceiling = version;
                right = turned ? ")" : "]";
            } else {
                floor = version;
                left = turned ? "(" : left;
            }
        }
        if (floor == null) {
            return ceiling == null ? "" : (right.equals(")") ? " below " : " up to ") + ceiling;
        }
        if (ceiling == null) {
            return (left.equals("(") ? " above " : " from ") + floor;
        }
        return " " + left + floor + "," + ceiling + right;
    }

    /** For instance {@code cache [1.2,2)}; the whole filter if no name can be read from it. */
    static String nameAndVersions(BundleRequirement requirement) {
        String filter = of(requirement);
        return name(requirement).map(name -> name + versions(filter)).orElse(filter);
    }
}
