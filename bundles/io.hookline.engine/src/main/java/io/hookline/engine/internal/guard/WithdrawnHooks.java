package io.hookline.engine.internal.guard;

import io.hookline.api.runtime.ReleaseId;
import io.hookline.engine.HookInfo;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The hooks that declare that they never block and have blocked, by release: a hook that comes back with its release,
 * for instance because its component was restarted, has not changed. Safe for use by many threads.
 */
final class WithdrawnHooks {

    private final Map<Key, String> reasons = new ConcurrentHashMap<>();

    /** A hook has blocked; false if that is known. */
    boolean add(HookInfo hook, String reason) {
        return reasons.putIfAbsent(Key.of(hook), reason) == null;
    }

    /** Forgets that a hook has blocked; false if it has not. */
    boolean remove(HookInfo hook) {
        return reasons.remove(Key.of(hook)) != null;
    }

    /** Forgets the same of the hooks that answer to a name, whether they are here now or not. */
    void remove(String name) {
        reasons.keySet().removeIf(key -> key.answersTo(name));
    }

    boolean contains(HookInfo hook) {
        return !reasons.isEmpty() && reasons.containsKey(Key.of(hook));
    }

    /** How a hook has blocked, in words; empty if it has not. */
    String reason(HookInfo hook) {
        return reasons.isEmpty() ? "" : reasons.getOrDefault(Key.of(hook), "");
    }

    private record Key(ReleaseId release, String hook) {

        static Key of(HookInfo info) {
            return new Key(info.release(), info.name());
        }

        boolean answersTo(String name) {
            return name.equals(release.name()) || name.equals(hook);
        }
    }
}
