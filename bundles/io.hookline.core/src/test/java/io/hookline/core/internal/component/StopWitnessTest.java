package io.hookline.core.internal.component;

import static org.assertj.core.api.Assertions.assertThat;

import io.hookline.core.internal.registry.Plugins;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;

class StopWitnessTest {

    @TempDir
    Path cache;

    private final List<String> heard = new ArrayList<>();
    private Plugins plugins;
    private StopWitness witness;

    @BeforeEach
    void start() throws Exception {
        plugins = new Plugins(cache);
        witness = new StopWitness(plugins.context(), heard::add);
    }

    @AfterEach
    void stop() throws Exception {
        plugins.close();
    }

    @Test
    void theRunningDependantsOfAPluginAreNamedBeforeItStops() throws Exception {
        Bundle store = plugins.plugin("store", "1.2.0", "none");
        plugins.dependant("report", "(io.hookline.plugin=store)");
        plugins.dependant("audit", "(io.hookline.plugin=store)");
        plugins.dependant("asleep", "(io.hookline.plugin=store)").stop();
        store.stop();
        assertThat(heard)
                .containsExactly("store 1.2.0 stops, and these depend on it and go on running without it:"
                        + " audit 1.0.0, report 1.0.0");
    }

    @Test
    void thereIsNoWarningWithoutDependantsOrWhenAllStop() throws Exception {
        plugins.plugin("store", "1.2.0", "none");
        Bundle report = plugins.dependant("report", "(io.hookline.plugin=store)");
        report.stop();
        assertThat(heard).isEmpty();
        report.start();
        plugins.close();
        assertThat(heard).isEmpty();
    }

    @Test
    void thereIsNoWarningAfterTheWitnessIsClosed() throws Exception {
        Bundle store = plugins.plugin("store", "1.2.0", "none");
        plugins.dependant("report", "(io.hookline.plugin=store)");
        witness.deactivate();
        store.stop();
        assertThat(heard).isEmpty();
    }
}
