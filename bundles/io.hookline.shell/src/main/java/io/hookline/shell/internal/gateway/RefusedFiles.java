package io.hookline.shell.internal.gateway;

import io.hookline.config.ConfigurationStatus;
import io.hookline.config.Configurations;
import io.hookline.gateway.status.RefusedConfiguration;
import java.util.ArrayList;
import java.util.List;

/** Configurations of routes and upstreams that are refused before the gateway gets them. */
final class RefusedFiles {

    private static final String PREFIX = "io.hookline.gateway.";

    private RefusedFiles() {}

    static List<RefusedConfiguration> of(Configurations configurations) {
        List<RefusedConfiguration> refused = new ArrayList<>();
        for (ConfigurationStatus one : configurations.all()) {
            for (String kind : List.of("route", "upstream", "strangler")) {
                String factory = PREFIX + kind + "~";
                if (one.refused() != null && one.pid().startsWith(factory)) {
                    String name = one.pid().substring(factory.length());
                    one.refused()
                            .problems()
                            .forEach(problem -> refused.add(
                                    new RefusedConfiguration(kind, name, problem.message(), one.revision() > 0)));
                }
            }
        }
        return refused;
    }
}
