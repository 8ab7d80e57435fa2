package io.hookline.engine.release;

import java.util.List;

/**
 * A hook that does not exist yet, as described by its bundle's component descriptions.
 *
 * @param point the point it names
 * @param name its name within its plugin
 * @param plugin symbolic name of its bundle
 * @param version its bundle's version
 * @param ranking higher runs earlier
 * @param before plugins or hooks it asks to stand ahead of
 * @param after plugins or hooks it asks to stand behind
 * @param types names of the types under which it will be registered; empty if they are not known
 */
public record PlannedHook(
        String point,
        String name,
        String plugin,
        String version,
        int ranking,
        List<String> before,
        List<String> after,
        List<String> types) {

    /** A hook whose types are not known. */
    public PlannedHook(
            String point,
            String name,
            String plugin,
            String version,
            int ranking,
            List<String> before,
            List<String> after) {
        this(point, name, plugin, version, ranking, before, after, List.of());
    }
}
