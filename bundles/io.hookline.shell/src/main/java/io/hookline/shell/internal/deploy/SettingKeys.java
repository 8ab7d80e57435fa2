package io.hookline.shell.internal.deploy;

import io.hookline.common.text.NearestNames;
import io.hookline.config.ConfigurationStatus;
import io.hookline.config.Setting;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What Tab offers behind {@code --set}: the options of plugins that are known. */
final class SettingKeys {

    private SettingKeys() {}

    /**
     * The options as {@code KEY=}; a key that several configurations have as {@code PID:KEY=}.
     *
     * @param plugins the names of all plugins; the options of the product's own bundles are none of a deployment
     * @param before plugins, releases or files; the options are those of the plugins among them, or of all plugins if
     *     there are none
     */
    static Collection<String> of(List<ConfigurationStatus> all, Set<String> plugins, List<String> before) {
        List<ConfigurationStatus> defined =
                all.stream().filter(one -> isDefinedBy(one, plugins)).toList();
        Set<String> named = named(defined, before);
        Map<String, List<String>> pids = new TreeMap<>();
        for (ConfigurationStatus one : defined) {
            if (named.isEmpty() || isDefinedBy(one, named)) {
                for (Setting setting : one.settings()) {
                    pids.computeIfAbsent(setting.key(), key -> new ArrayList<>())
                            .add(one.pid());
                }
            }
        }
        Set<String> offered = new TreeSet<>();
        pids.forEach((key, of) -> {
            if (of.size() == 1) {
                offered.add(key + "=");
            } else {
                of.forEach(pid -> offered.add(pid + ":" + key + "="));
            }
        });
        return offered;
    }

    /** The full names of the plugins that were typed. */
    private static Set<String> named(List<ConfigurationStatus> defined, List<String> before) {
        NearestNames plugins = new NearestNames(defined.stream()
                .flatMap(one -> one.definedBy().stream())
                .map(SettingKeys::name)
                .toList());
        return before.stream()
                .map(word -> word.indexOf('@') < 0 ? word : word.substring(0, word.indexOf('@')))
                .flatMap(word -> plugins.resolve(word).stream())
                .collect(Collectors.toSet());
    }

    private static boolean isDefinedBy(ConfigurationStatus one, Set<String> plugins) {
        return one.definedBy().stream().map(SettingKeys::name).anyMatch(plugins::contains);
    }

    /** The name of a release that is shown as name and version. */
    private static String name(String release) {
        int space = release.indexOf(' ');
        return space < 0 ? release : release.substring(0, space);
    }
}
