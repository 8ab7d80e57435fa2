package io.hookline.deploy.internal.resolve;

import io.hookline.api.hook.HookProperties;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Constants;
import org.osgi.framework.Version;
import org.osgi.framework.VersionRange;
import org.osgi.framework.namespace.BundleNamespace;
import org.osgi.framework.namespace.ExecutionEnvironmentNamespace;
import org.osgi.framework.namespace.PackageNamespace;
import org.osgi.resource.Capability;
import org.osgi.resource.Requirement;

/**
 * A requirement, taken apart into what a reader looks for: what kind of thing, which one, in which versions.
 *
 * @param namespace the requirement's namespace
 * @param name the name it asks for, or null if its filter asks for none
 * @param range the versions it accepts, or null if it accepts any
 * @param filter the whole filter, or an empty string
 */
public record ParsedRequirement(String namespace, @Nullable String name, @Nullable VersionRange range, String filter) {

    static ParsedRequirement of(Requirement requirement) {
        return of(requirement.getNamespace(), requirement.getDirectives().get(Constants.FILTER_DIRECTIVE));
    }

    /** What a filter in a namespace asks for. */
    public static ParsedRequirement of(String namespace, @Nullable String directive) {
        String filter = Objects.requireNonNullElse(directive, "");
        Matcher named = Pattern.compile("\\(" + Pattern.quote(namespace) + "=([^)*]+)\\)")
                .matcher(filter);
        return new ParsedRequirement(
                namespace, named.find() ? named.group(1) : null, range(filter, versionKey(namespace)), filter);
    }

    /** The name under which a capability's version stands. */
    static String versionKey(String namespace) {
        return namespace.equals(BundleNamespace.BUNDLE_NAMESPACE)
                ? Constants.BUNDLE_VERSION_ATTRIBUTE
                : Constants.VERSION_ATTRIBUTE;
    }

    static Optional<Version> version(Capability capability) {
        return capability.getAttributes().get(versionKey(capability.getNamespace())) instanceof Version version
                ? Optional.of(version)
                : Optional.empty();
    }

    /** As the predicate of a sentence, for instance {@code imports package a.b [2.0.0,3.0.0)}. */
    String sentence() {
        return switch (namespace) {
            case PackageNamespace.PACKAGE_NAMESPACE -> "imports " + thing();
            case HookProperties.POINT_NAMESPACE -> "fills the " + thing();
            case HookProperties.PLUGIN_NAMESPACE -> "depends on the " + thing();
            case ExecutionEnvironmentNamespace.EXECUTION_ENVIRONMENT_NAMESPACE -> "needs " + thing();
            default -> "requires " + thing();
        };
    }

    /** For instance {@code package a.b [2.0.0,3.0.0)}. */
    public String thing() {
        String which = Objects.requireNonNullElse(name, filter);
        String versions = range == null ? "" : " " + text(range);
        return switch (namespace) {
            case PackageNamespace.PACKAGE_NAMESPACE -> "package " + which + versions;
            case BundleNamespace.BUNDLE_NAMESPACE -> "bundle " + which + versions;
            case HookProperties.POINT_NAMESPACE -> "hook point " + which;
            case HookProperties.PLUGIN_NAMESPACE -> "plugin " + which + versions;
            case ExecutionEnvironmentNamespace.EXECUTION_ENVIRONMENT_NAMESPACE -> "the execution environment " + filter;
            default -> "capability " + namespace + (which.isEmpty() ? "" : " " + which) + versions;
        };
    }

    /** Where a developer wrote the requirement: a header of the manifest, or the annotation that becomes one. */
    String header() {
        return switch (namespace) {
            case PackageNamespace.PACKAGE_NAMESPACE -> Constants.IMPORT_PACKAGE;
            case BundleNamespace.BUNDLE_NAMESPACE -> Constants.REQUIRE_BUNDLE;
            case HookProperties.PLUGIN_NAMESPACE -> "@Plugin(dependsOn = …)";
            default -> Constants.REQUIRE_CAPABILITY;
        };
    }

    /** Whether a capability bears the name that is asked for, in whatever version. */
    boolean isNameOf(Capability capability) {
        return name != null
                && capability.getNamespace().equals(namespace)
                && name.equals(capability.getAttributes().get(namespace));
    }

    boolean includes(Version version) {
        return range == null || range.includes(version);
    }

    /** The filter without its comparisons of versions: what it asks for beside the range. */
    public String beside() {
        String one = "\\(" + Pattern.quote(versionKey(namespace)) + "[<>]?=[^)*]+\\)";
        String rest = filter.replaceAll("\\(!" + one + "\\)|" + one, "");
        // An "and" of one thing is that thing.
        return rest.replaceAll("^\\(&(\\([^()]*\\))\\)$", "$1");
    }

    static String text(VersionRange range) {
        return range.getRight() == null ? "from " + range.getLeft() + " on" : range.toString();
    }

    /**
     * A range written into a filter consists of at most two comparisons, either of which may be turned round by a not.
     */
    private static @Nullable VersionRange range(String filter, String key) {
        Matcher comparison = comparison(key).matcher(filter);
        Version floor = Version.emptyVersion;
        Version ceiling = null;
        char left = VersionRange.LEFT_CLOSED;
        char right = VersionRange.RIGHT_OPEN;
        boolean found = false;
        while (comparison.find()) {
            boolean turned = comparison.group(1) != null;
            Version version;
            try {
                version = Version.parseVersion(comparison.group(3));
            } catch (IllegalArgumentException e) {
                return null;
            }
            found = true;
            switch (comparison.group(2)) {
                case ">=" -> {
                    floor = turned ? floor : version;
                    ceiling = turned ? version : ceiling;
                }
                case "<=" -> {
                    left = turned ? VersionRange.LEFT_OPEN : left;
                    floor = turned ? version : floor;
                    right = turned ? right : VersionRange.RIGHT_CLOSED;
                    ceiling = turned ? ceiling : version;
                }
                default -> {
                    floor = version;
                    ceiling = version;
                    right = VersionRange.RIGHT_CLOSED;
                }
            }
        }
        return found ? new VersionRange(left, floor, ceiling, right) : null;
    }

    private static Pattern comparison(String key) {
        return Pattern.compile("(\\(!)?\\(" + Pattern.quote(key) + "(>=|<=|=)([^)*]+)\\)");
    }
}
