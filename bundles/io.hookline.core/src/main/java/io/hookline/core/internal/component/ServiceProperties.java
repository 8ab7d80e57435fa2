package io.hookline.core.internal.component;

import io.hookline.api.hook.HookProperties;
import io.hookline.api.runtime.ReleaseId;
import io.hookline.engine.HookInfo;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;
import org.osgi.framework.Version;

/** Reads the service properties of a hook, and notes what is wrong with them. Used by one thread. */
public final class ServiceProperties {

    private static final String COMPONENT_NAME = "component.name";

    private final Map<String, ?> properties;
    private final List<String> problems = new ArrayList<>();

    private ServiceProperties(Map<String, ?> properties) {
        this.properties = properties;
    }

    /** The release that a bundle is. */
    public static ReleaseId releaseOf(Bundle bundle) {
        return releaseOf(bundle.getSymbolicName(), bundle.getVersion(), bundle.getBundleId());
    }

    private static ReleaseId releaseOf(@Nullable String symbolicName, Version version, long bundleId) {
        return new ReleaseId(symbolicName != null ? symbolicName : "bundle-" + bundleId, version.toString(), bundleId);
    }

    /** What the properties of a hook's service, and its bundle, say about it. */
    static HookInfo read(Map<String, ?> properties, Bundle bundle) {
        return read(properties, bundle.getSymbolicName(), bundle.getVersion(), bundle.getBundleId());
    }

    static HookInfo read(Map<String, ?> properties, @Nullable String symbolicName, Version version, long bundleId) {
        return new ServiceProperties(properties).toInfo(symbolicName, version, bundleId);
    }

    private HookInfo toInfo(@Nullable String symbolicName, Version version, long bundleId) {
        long serviceId = (Long) Objects.requireNonNull(properties.get(Constants.SERVICE_ID));
        ReleaseId release = release(releaseOf(symbolicName, version, bundleId));
        Boolean nonBlocking = nonBlocking();
        return new HookInfo(
                serviceId,
                point(),
                name(release.name() + "#" + serviceId),
                release,
                ranking(),
                names(HookProperties.BEFORE),
                names(HookProperties.AFTER),
                List.of((String[]) Objects.requireNonNull(properties.get(Constants.OBJECTCLASS))),
                List.copyOf(problems),
                nonBlocking);
    }

    /** A bundle may register hooks on behalf of a release that is not a bundle. */
    private ReleaseId release(ReleaseId bundle) {
        Object value = properties.get(HookProperties.RELEASE);
        if (value == null) {
            return bundle;
        }
        if (value instanceof ReleaseId release) {
            return release;
        }
        problem(HookProperties.RELEASE, "a ReleaseId", value);
        return bundle;
    }

    private String point() {
        Object value = properties.get(HookProperties.AT);
        if (value instanceof String name && !name.isBlank()) {
            return name;
        }
        problem(HookProperties.AT, "the name of one hook point, a string that is not empty", value);
        return "";
    }

    private String name(String otherwise) {
        Object value = properties.get(HookProperties.NAME);
        if (value == null) {
            value = properties.get(COMPONENT_NAME);
        }
        if (value == null) {
            return otherwise;
        }
        if (value instanceof String name && !name.isBlank()) {
            return name;
        }
        problem(HookProperties.NAME, "a string that is not empty", value);
        return otherwise;
    }

    private int ranking() {
        Object value = properties.get(Constants.SERVICE_RANKING);
        if (value == null) {
            return 0;
        }
        if (value instanceof Integer ranking) {
            return ranking;
        }
        problem(Constants.SERVICE_RANKING, "an Integer", value);
        return 0;
    }

    private @Nullable Boolean nonBlocking() {
        Object value = properties.get(HookProperties.NON_BLOCKING);
        if (value instanceof Boolean never) {
            return never;
        }
        if (value instanceof String text && (text.equals("true") || text.equals("false"))) {
            return Boolean.valueOf(text);
        }
        if (value != null) {
            problem(HookProperties.NON_BLOCKING, "true or false, a Boolean or a string", value);
        }
        return null;
    }

    private List<String> names(String key) {
        Object value = properties.get(key);
        if (value == null) {
            return List.of();
        }
        if (value instanceof String one) {
            return List.of(one);
        }
        if (value instanceof String[] some) {
            return List.of(some);
        }
        if (value instanceof Collection<?> some && some.stream().allMatch(String.class::isInstance)) {
            return some.stream().map(String.class::cast).toList();
        }
        problem(key, "a string, an array or a collection of strings", value);
        return List.of();
    }

    private void problem(String key, String expected, @Nullable Object found) {
        String what = found == null
                ? "nothing"
                : "'" + found + "' of type " + found.getClass().getName();
        problems.add("service property " + key + " has to be " + expected + ", found " + what);
    }
}
