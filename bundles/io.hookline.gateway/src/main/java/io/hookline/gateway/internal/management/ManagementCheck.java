package io.hookline.gateway.internal.management;

import io.hookline.api.plugin.ConfigurationCheck;
import io.hookline.common.config.GivenOptions;
import io.hookline.gateway.internal.listen.OwnAddress;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Judges whether the management port can listen where a configuration says. Safe for use by many threads. */
public final class ManagementCheck implements ConfigurationCheck {

    private final OwnAddress own = new OwnAddress();

    /** The address that the management port has bound itself. */
    OwnAddress own() {
        return own;
    }

    @Override
    public List<String> problems(Map<String, Object> options) {
        ManagementSettings settings;
        try {
            settings = ManagementSettings.of(GivenOptions.as(ManagementConfig.class, options));
        } catch (IllegalArgumentException e) {
            return List.of(String.valueOf(e.getMessage()));
        }
        if (settings == null) {
            return List.of();
        }
        try {
            own.probe(settings.host(), settings.port());
            return List.of();
        } catch (IOException e) {
            return List.of(settings.cannotListen(e));
        }
    }
}
