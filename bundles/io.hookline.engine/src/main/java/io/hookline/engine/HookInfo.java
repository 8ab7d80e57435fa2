package io.hookline.engine;

import io.hookline.api.runtime.ReleaseId;
import io.hookline.api.runtime.ReleaseVersion;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known about a hook without touching it. Immutable.
 *
 * @param id tells the hook from all others of its engine; of hooks that rank alike the lower id runs first. In OSGi,
 *     the id of its service
 * @param point the point it names
 * @param name the hook's name within its plugin
 * @param release the release that brings it
 * @param ranking higher runs earlier
 * @param before plugins or hooks that it has to run ahead of
 * @param after plugins or hooks that it has to run behind
 * @param types names of the types that it is registered under; the point's contract has to be one of them
 * @param problems what is wrong with its registration, in words; a hook with problems is refused
 * @param nonBlocking whether it never blocks its callers; null: its annotations and the contract's say so
 */
public record HookInfo(
        long id,
        String point,
        String name,
        ReleaseId release,
        int ranking,
        List<String> before,
        List<String> after,
        List<String> types,
        List<String> problems,
        @Nullable Boolean nonBlocking) {

    /** Copies the lists. */
    public HookInfo {
        before = List.copyOf(before);
        after = List.copyOf(after);
        types = List.copyOf(types);
        problems = List.copyOf(problems);
    }

    /** A hook whose annotations, and those of the contract, say whether it blocks. */
    public HookInfo(
            long id,
            String point,
            String name,
            ReleaseId release,
            int ranking,
            List<String> before,
            List<String> after,
            List<String> types,
            List<String> problems) {
        this(id, point, name, release, ranking, before, after, types, problems, null);
    }

    /**
     * The same hook, which never blocks its callers, or may, whatever annotations say. See {@link
     * io.hookline.api.hook.NonBlocking}.
     */
    public HookInfo withNonBlocking(boolean never) {
        return new HookInfo(id, point, name, release, ranking, before, after, types, problems, never);
    }

    /** Name of the plugin that brings it. */
    public String plugin() {
        return release.name();
    }

    /** Version of its release. */
    public ReleaseVersion version() {
        return ReleaseVersion.parse(release.version());
    }

    /** Whether a name in a constraint or requirement means this hook: it is the hook's own or its plugin's. */
    public boolean answersTo(String wanted) {
        return wanted.equals(plugin()) || wanted.equals(name);
    }

    /** For messages: the hook's name and release, with the plugin's name where the hook's does not begin with it. */
    public String label() {
        String full = name.startsWith(plugin()) ? name : plugin() + "/" + name;
        return full + "@" + release.version();
    }
}
