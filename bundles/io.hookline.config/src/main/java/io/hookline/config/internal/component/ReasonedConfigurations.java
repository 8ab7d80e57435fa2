package io.hookline.config.internal.component;

import io.hookline.config.ConfigurationChange;
import io.hookline.config.ConfigurationRefusedException;
import io.hookline.config.ConfigurationStatus;
import io.hookline.config.Configurations;
import io.hookline.config.Revision;
import io.hookline.config.internal.store.GuardedStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Configurations whose changes carry a reason. Safe for use by many threads. */
final class ReasonedConfigurations implements Configurations {

    private final Configurations configurations;
    private final String reason;

    ReasonedConfigurations(Configurations configurations, String reason) {
        this.configurations = configurations;
        this.reason = reason;
    }

    @Override
    public Configurations because(String other) {
        return new ReasonedConfigurations(configurations, other);
    }

    @Override
    public List<ConfigurationStatus> all() {
        return configurations.all();
    }

    @Override
    public ConfigurationStatus status(String pid) throws ConfigurationRefusedException {
        return configurations.status(pid);
    }

    @Override
    public ConfigurationStatus change(String pid, ConfigurationChange change) throws ConfigurationRefusedException {
        return GuardedStore.because(reason, () -> configurations.change(pid, change));
    }

    @Override
    public void delete(String pid, boolean mayRestart, String by) throws ConfigurationRefusedException {
        GuardedStore.because(reason, () -> {
            configurations.delete(pid, mayRestart, by);
            return pid;
        });
    }

    @Override
    public List<Revision> history(String pid) throws ConfigurationRefusedException {
        return configurations.history(pid);
    }

    @Override
    public ConfigurationStatus revert(String pid, long number, boolean mayRestart, String by)
            throws ConfigurationRefusedException {
        return GuardedStore.because(reason, () -> configurations.revert(pid, number, mayRestart, by));
    }

    @Override
    public String schema(String pid) throws ConfigurationRefusedException {
        return configurations.schema(pid);
    }

    @Override
    public List<String> problems(long bundle) {
        return configurations.problems(bundle);
    }

    @Override
    public List<String> problems(Path jar) throws IOException {
        return configurations.problems(jar);
    }
}
