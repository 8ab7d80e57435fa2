package io.hookline.gateway.internal.control;

import io.hookline.config.ConfigurationChange;
import io.hookline.config.ConfigurationRefusedException;
import io.hookline.config.Configurations;
import io.hookline.config.Setting;
import io.hookline.gateway.internal.config.RouteConfig;
import io.hookline.gateway.internal.config.StranglerConfig;
import io.hookline.gateway.strangler.StranglerException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Writes configurations of routes and migrations. Safe for use by many threads. */
final class Writes {

    private final Configurations configurations;

    Writes(Configurations configurations) {
        this.configurations = configurations;
    }

    /** The same, with a reason in the history. */
    Writes because(String reason) {
        return new Writes(configurations.because(reason));
    }

    /** Changes options of a route; those that are to be unset may be unset already. */
    void route(String name, Map<String, String> set, Set<String> unset, String by) {
        change(RouteConfig.PID + "~" + name, set, unset, by);
    }

    /** Changes options of a migration, which may be new. */
    void strangler(String name, Map<String, String> set, String by) {
        change(StranglerConfig.PID + "~" + name, set, Set.of(), by);
    }

    /** Deletes the configuration of a migration. */
    void deleteStrangler(String name, String by) {
        try {
            configurations.delete(StranglerConfig.PID + "~" + name, false, by);
        } catch (ConfigurationRefusedException e) {
            throw new StranglerException(String.valueOf(e.getMessage()), e);
        }
    }

    private void change(String pid, Map<String, String> set, Set<String> unset, String by) {
        try {
            Set<String> known = unset.isEmpty() ? Set.of() : setIn(pid);
            Set<String> gone = unset.stream().filter(known::contains).collect(Collectors.toUnmodifiableSet());
            configurations.change(pid, new ConfigurationChange(set, gone, false, by));
        } catch (ConfigurationRefusedException e) {
            throw new StranglerException(String.valueOf(e.getMessage()), e);
        }
    }

    private Set<String> setIn(String pid) throws ConfigurationRefusedException {
        List<Setting> settings = configurations.status(pid).settings();
        return settings.stream()
                .filter(setting -> setting.value() != null)
                .map(Setting::key)
                .collect(Collectors.toUnmodifiableSet());
    }
}
