package io.hookline.core.internal.contract;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the versions out of a requirement's filter. */
public final class VersionBounds {

    private static final Pattern AT_LEAST = Pattern.compile("\\(version>=([^)]+)\\)");
    private static final Pattern BELOW = Pattern.compile("\\(!\\(version>=([^)]+)\\)\\)");

    private VersionBounds() {}

    /** For instance {@code " [1.0,2)"}, with a blank ahead; empty if the filter asks for no version. */
    public static String of(String filter) {
        Matcher below = BELOW.matcher(filter);
        String ceiling = below.find() ? below.group(1) : null;
        Matcher atLeast = AT_LEAST.matcher(below.replaceAll(""));
        if (!atLeast.find()) {
            return ceiling == null ? "" : " below " + ceiling;
        }
        return ceiling == null ? " from " + atLeast.group(1) : " [" + atLeast.group(1) + "," + ceiling + ")";
    }
}
