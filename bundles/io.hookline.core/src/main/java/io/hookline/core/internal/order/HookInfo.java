package io.hookline.core.internal.order;

import java.util.List;
import org.osgi.framework.Version;

/**
 * What the service properties and the bundle of a hook say about it. Immutable.
 *
 * @param serviceId id of its service; unique for the life of the framework
 * @param point the point it names
 * @param name the hook's name within its plugin
 * @param plugin symbolic name of its bundle
 * @param version version of its bundle
 * @param bundleId id of its bundle
 * @param ranking higher runs earlier
 * @param before plugins or hooks it asks to stand ahead of
 * @param after plugins or hooks it asks to stand behind
 * @param types class names that the service is registered under
 * @param problems what is wrong with its properties, in words; empty if nothing is
 */
public record HookInfo(
        long serviceId,
        String point,
        String name,
        String plugin,
        Version version,
        long bundleId,
        int ranking,
        List<String> before,
        List<String> after,
        List<String> types,
        List<String> problems) {

    /** Whether a name in a wish or requirement means this hook: it is the hook's own or its plugin's. */
    public boolean answersTo(String wanted) {
        return wanted.equals(plugin) || wanted.equals(name);
    }

    /** For messages: the hook's name and release, with the plugin's name where the hook's does not begin with it. */
    public String label() {
        String full = name.startsWith(plugin) ? name : plugin + "/" + name;
        return full + "@" + version;
    }
}
