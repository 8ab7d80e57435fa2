package io.hookline.admin.internal.api;

import java.util.ArrayList;
import java.util.List;

/**
 * A command line as it is kept and shown: values that may be secrets are masked, those of configurations, of the
 * options of a deployment, and of the arguments of calls.
 */
public final class MaskedLine {

    private static final String MASK = "********";

    private MaskedLine() {}

    /** The words with their values masked: {@code KEY=********}. */
    public static List<String> of(List<String> words) {
        List<String> masked = new ArrayList<>();
        int set = words.indexOf("set");
        boolean keySeen = false;
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            boolean setting = set >= 0 && i > set && !word.startsWith("--");
            masked.add(setting && keySeen && word.indexOf('=') < 0 ? MASK : masked(word));
            keySeen |= setting;
        }
        return masked;
    }

    private static String masked(String whole) {
        // An address may hold the credentials of a server.
        String word = whole.replaceFirst("^([A-Za-z]+://)[^/]*@", "$1" + MASK + "@");
        int first = word.indexOf('=');
        if (first < 0 || word.startsWith("--key=")) {
            return word;
        }
        int equals = word.startsWith("--") ? word.indexOf('=', first + 1) : first;
        return equals < 0 ? word : word.substring(0, equals + 1) + MASK;
    }
}
