package io.hookline.torture.internal;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** The releases of a plugin that each key has met while a canary kept its weight. Safe for use by many threads. */
final class StickyKeys {

    private static final int MOST_EXAMPLES = 3;

    private final String plugin;
    private final Map<String, String> seen = new ConcurrentHashMap<>();
    private final List<String> conflicts = new CopyOnWriteArrayList<>();

    StickyKeys(String plugin) {
        this.plugin = plugin;
    }

    /** Records that a call with this key has met these releases. */
    void met(String key, Map<String, String> releases) {
        String version = releases.get(plugin);
        if (version == null) {
            return;
        }
        String before = seen.putIfAbsent(key, version);
        if (before != null && !before.equals(version) && conflicts.size() < MOST_EXAMPLES) {
            conflicts.add("key " + key + " met " + plugin + " " + before + ", then " + version
                    + " while the canary's weight stayed the same");
        }
    }

    /** The keys that met more than one release. Meaningful only if the deployer did not end the canary by itself. */
    List<String> conflicts() {
        return List.copyOf(conflicts);
    }
}
