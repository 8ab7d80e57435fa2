package io.hookline.deploy.internal.verify;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The component descriptions that a manifest names, each once: paths, and names with wildcards in one folder. */
final class ComponentPaths {

    /** The manifest header that names them. */
    static final String HEADER = "Service-Component";

    private ComponentPaths() {}

    /**
     * The paths that a header names, in its order; those that name no entry are among them.
     *
     * @param header the header's value, or null
     * @param entries names of all entries of the jar
     */
    static Set<String> of(@Nullable String header, Collection<String> entries) {
        Set<String> paths = new LinkedHashSet<>();
        if (header == null) {
            return paths;
        }
        for (String path : new LinkedHashSet<>(HeaderParts.paths(header))) {
            if (path.indexOf('*') < 0) {
                paths.add(path);
                continue;
            }
            int slash = path.lastIndexOf('/') + 1;
            String folder = path.substring(0, slash);
            String pattern = path.substring(slash);
            for (String entry : entries) {
                if (entry.startsWith(folder)
                        && entry.indexOf('/', slash) < 0
                        && matches(pattern, entry.substring(slash))) {
                    paths.add(entry);
                }
            }
        }
        return paths;
    }

    /** Whether a name fits a pattern in which a star stands for any text. Takes no more than their lengths' product. */
    static boolean matches(String pattern, String name) {
        int at = 0;
        int star = -1;
        int resume = 0;
        int next = 0;
        while (next < name.length()) {
            if (at < pattern.length() && pattern.charAt(at) == '*') {
                star = at++;
                resume = next;
            } else if (at < pattern.length() && pattern.charAt(at) == name.charAt(next)) {
                at++;
                next++;
            } else if (star >= 0) {
                at = star + 1;
                next = ++resume;
            } else {
                return false;
            }
        }
        while (at < pattern.length() && pattern.charAt(at) == '*') {
            at++;
        }
        return at == pattern.length();
    }
}
