package io.hookline.isolation.process.internal.parent;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.osgi.framework.Constants;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;

/** The settings of a process, from one configuration. */
@Component(
        service = {},
        immediate = true,
        configurationPid = ProcessEntry.FACTORY,
        configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = ProcessConfig.class, factory = true)
public final class ProcessEntry {

    static final String FACTORY = "io.hookline.isolation.process";

    private final ProcessRunner runner;

    /** Applies the settings. */
    @Activate
    public ProcessEntry(@Reference ProcessRunner runner, ProcessConfig config, Map<String, Object> properties) {
        this.runner = runner;
        modified(config, properties);
    }

    @Modified
    void modified(ProcessConfig config, Map<String, Object> properties) {
        String pid = String.valueOf(properties.get(Constants.SERVICE_PID));
        // The factory's PID and a separator go before it; the name may have dots of its own.
        int name = FACTORY.length() + 1;
        List<String> plugins = Arrays.stream(config.plugins())
                .map(String::trim)
                .filter(plugin -> !plugin.isEmpty())
                .toList();
        runner.set(
                this,
                new ProcessSettings(
                        pid.substring(name),
                        plugins,
                        config.heapMegabytes(),
                        config.directMegabytes(),
                        config.processors(),
                        config.cgroupMegabytes(),
                        config.cgroupCpuPercent(),
                        Duration.ofMillis(config.startMillis()),
                        Duration.ofMillis(config.pingMillis()),
                        Duration.ofMillis(config.restartMillis()),
                        config.crashes()));
    }

    @Deactivate
    void deactivate() {
        runner.unset(this);
    }
}
