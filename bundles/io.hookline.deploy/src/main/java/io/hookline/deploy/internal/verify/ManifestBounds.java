package io.hookline.deploy.internal.verify;

import io.hookline.deploy.DeployRefusedException;
import java.util.List;
import java.util.Map;
import org.osgi.framework.Constants;

/**
 * Limits on what a manifest makes its readers build. The framework, bnd and the resolver turn each clause into an
 * object, some in quadratic time, and read filters recursively.
 */
final class ManifestBounds {

    static final int MOST_HEADERS = 1_000;
    static final int MOST_CLAUSES = 4_000;
    static final int MOST_PARTS = 20_000;
    static final int MOST_CONDITIONS = 256;

    private static final String REMEDY = "Let bnd write the manifest.";

    @SuppressWarnings("deprecation") // old bundles still carry it, and the framework heeds it
    private static final List<String> CLAUSES = List.of(
            Constants.BUNDLE_SYMBOLICNAME,
            Constants.BUNDLE_CLASSPATH,
            Constants.BUNDLE_NATIVECODE,
            Constants.BUNDLE_REQUIREDEXECUTIONENVIRONMENT,
            Constants.EXPORT_PACKAGE,
            Constants.IMPORT_PACKAGE,
            Constants.DYNAMICIMPORT_PACKAGE,
            Constants.REQUIRE_BUNDLE,
            Constants.REQUIRE_CAPABILITY,
            Constants.PROVIDE_CAPABILITY,
            ComponentPaths.HEADER);

    private ManifestBounds() {}

    static void check(Map<String, String> headers, JarLabel label) throws DeployRefusedException {
        if (headers.size() > MOST_HEADERS) {
            throw label.tooLarge(
                    "its manifest has " + headers.size() + " headers, and " + MOST_HEADERS + " are allowed", REMEDY);
        }
        for (String name : CLAUSES) {
            String header = headers.get(name);
            if (header != null) {
                check(name, header, label);
            }
        }
    }

    private static void check(String name, String header, JarLabel label) throws DeployRefusedException {
        List<String> clauses = HeaderParts.split(header, ',');
        if (clauses.size() > MOST_CLAUSES) {
            throw tooLarge(label, name, clauses.size() + " clauses", MOST_CLAUSES);
        }
        int parts = 0;
        for (String clause : clauses) {
            parts += HeaderParts.split(clause, ';').size();
            int conditions = conditions(clause);
            if (conditions > MOST_CONDITIONS) {
                throw tooLarge(label, name, conditions + " conditions in one filter", MOST_CONDITIONS);
            }
        }
        if (parts > MOST_PARTS) {
            throw tooLarge(label, name, parts + " names, attributes and directives", MOST_PARTS);
        }
    }

    /** How many conditions a filter has at most; it cannot be nested deeper than that. */
    static int conditions(String filter) {
        return (int) filter.chars().filter(c -> c == '(').count();
    }

    private static DeployRefusedException tooLarge(JarLabel label, String name, String found, int most) {
        return label.tooLarge(
                "its manifest header " + name + " has " + found + ", and " + most + " are allowed",
                "Split the bundle, or let bnd write the manifest.");
    }
}
