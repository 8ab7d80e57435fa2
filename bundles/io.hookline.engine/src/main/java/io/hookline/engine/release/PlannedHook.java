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
 */
public record PlannedHook(
        String point,
        String name,
        String plugin,
        String version,
        int ranking,
        List<String> before,
        List<String> after) {}
