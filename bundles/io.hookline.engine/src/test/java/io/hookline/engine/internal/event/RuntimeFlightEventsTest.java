package io.hookline.engine.internal.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.hookline.api.runtime.Actor;
import io.hookline.api.runtime.Cause;
import io.hookline.api.runtime.GuardEvent;
import io.hookline.api.runtime.RuntimeEvent;
import io.hookline.api.runtime.RuntimeEvent.CanaryJudged;
import io.hookline.api.runtime.RuntimeEvent.ConfigurationChanged;
import io.hookline.api.runtime.RuntimeEvent.GenerationPublished;
import io.hookline.api.runtime.RuntimeEvent.GuardActed;
import io.hookline.api.runtime.RuntimeEvent.ReleaseStateChanged;
import io.hookline.api.runtime.RuntimeStats.DrainTimeout;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import jdk.jfr.EventType;
import jdk.jfr.FlightRecorder;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Flight recordings of what happens to the runtime. */
final class RuntimeFlightEventsTest {

    private static final Cause CAUSE = new Cause(new Actor(Actor.Kind.SHELL, "alice"), "deployed p 1.1.0");
    private static final Instant AT = Instant.EPOCH;

    @Test
    void aRecordingShowsSwapDrainTripCanaryAndConfiguration(@TempDir Path folder) throws Exception {
        Map<String, RecordedEvent> recorded = recordAll(folder.resolve("runtime.jfr"));
        assertThat(recorded.keySet())
                .contains(
                        "io.hookline.Generation",
                        "io.hookline.Release",
                        "io.hookline.Guard",
                        "io.hookline.Canary",
                        "io.hookline.Configuration",
                        "io.hookline.Drain");
        RecordedEvent generation = event(recorded, "Generation");
        assertThat(generation.getLong("number")).isEqualTo(7);
        assertThat(generation.getString("points")).isEqualTo("a, b");
        assertThat(generation.getString("actor")).isEqualTo("shell:alice");
        assertThat(generation.getString("reason")).isEqualTo("deployed p 1.1.0");
        assertThat(generation.getStackTrace()).isNull();
        assertThat(event(recorded, "Release").getString("release")).isEqualTo("p@1.1.0");
        assertThat(event(recorded, "Release").getString("after")).isEqualTo("RUNNING");
        assertThat(event(recorded, "Guard").getString("action")).isEqualTo("TRIPPED");
        assertThat(event(recorded, "Guard").getString("hook")).isEqualTo("h of p@1.1.0");
        assertThat(event(recorded, "Canary").getString("verdict")).isEqualTo("promoted");
        assertThat(event(recorded, "Configuration").getString("change")).isEqualTo("REFUSED");
        assertThat(event(recorded, "Drain").getDuration("waited")).isEqualTo(Duration.ofMillis(1_500));
        assertThat(event(recorded, "Drain").getLong("callsLeft")).isEqualTo(2);
        assertThat(recorded.values())
                .allSatisfy(event ->
                        assertThat(event.getEventType().getCategoryNames()).containsExactly("Hookline"));
    }

    @Test
    void theDeliveredConfigurationNamesEachEvent(@TempDir Path folder) throws Exception {
        recordAll(folder.resolve("runtime.jfr"));
        Class.forName("io.hookline.engine.internal.chain.FlightEvents$HookCall");
        Class.forName("io.hookline.engine.internal.chain.FlightEvents$HookFailure");
        Set<String> known = FlightRecorder.getFlightRecorder().getEventTypes().stream()
                .map(EventType::getName)
                .filter(name -> name.startsWith("io.hookline."))
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> configured = new TreeSet<>();
        Matcher names = Pattern.compile("<event name=\"([^\"]+)\">")
                .matcher(Files.readString(Path.of("..", "..", "runtime", "monitoring", "hookline.jfc")));
        while (names.find()) {
            configured.add(names.group(1));
        }
        assertThat(configured).isEqualTo(known);
    }

    @Test
    void aRecorderThatCannotBeUsedHasNoEffect() throws Exception {
        try (Recording recording = new Recording();
                HiddenRecorder hidden = new HiddenRecorder()) {
            recording.start();
            hidden.publishAnEvent();
            // Once more: it is not tried again.
            hidden.publishAnEvent();
        }
    }

    /** The engine's classes for events, loaded where the recorder's own packages are hidden, as OSGi frameworks do. */
    private static final class HiddenRecorder extends URLClassLoader {

        private static final String OWN = "io.hookline.engine.internal.event.";

        HiddenRecorder() {
            super(
                    new URL[] {
                        RuntimeFlightEvents.class
                                .getProtectionDomain()
                                .getCodeSource()
                                .getLocation()
                    },
                    RuntimeFlightEventsTest.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (name.startsWith("jdk.jfr.internal")) {
                throw new ClassNotFoundException(name + " is hidden");
            }
            if (name.startsWith(OWN)) {
                synchronized (getClassLoadingLock(name)) {
                    Class<?> loaded = findLoadedClass(name);
                    return loaded != null ? loaded : findClass(name);
                }
            }
            return super.loadClass(name, resolve);
        }

        void publishAnEvent() throws ReflectiveOperationException {
            Class<?> dispatcher = loadClass(OWN + "EventDispatcher");
            Object made = dispatcher.getConstructor(Clock.class, int.class).newInstance(Clock.systemUTC(), 10);
            dispatcher
                    .getMethod("publish", RuntimeEvent.class)
                    .invoke(made, new GenerationPublished(AT, CAUSE, 7, List.of("a")));
            dispatcher.getMethod("close").invoke(made);
        }
    }

    private static Map<String, RecordedEvent> recordAll(Path file) throws Exception {
        try (Recording recording = new Recording();
                EventDispatcher dispatcher = new EventDispatcher(Clock.systemUTC(), 10)) {
            recording.start();
            dispatcher.publish(new GenerationPublished(AT, CAUSE, 7, List.of("a", "b")));
            dispatcher.publish(new ReleaseStateChanged(AT, CAUSE, "p", "1.1.0", "LOADED", "RUNNING"));
            dispatcher.publish(new GuardActed(
                    AT, CAUSE, new GuardEvent(AT, GuardEvent.Kind.TRIPPED, "h", "p", "1.1.0", "a", "it fails")));
            dispatcher.publish(new CanaryJudged(AT, CAUSE, "p", "1.1.0", "promoted"));
            dispatcher.publish(new ConfigurationChanged(AT, CAUSE, "x", ConfigurationChanged.Change.REFUSED));
            RuntimeFlightEvents.drained(new DrainTimeout("p@1.0.0", 7, 1_500, 2));
            recording.stop();
            recording.dump(file);
        }
        return RecordingFile.readAllEvents(file).stream()
                .filter(event -> event.getEventType().getName().startsWith("io.hookline."))
                .collect(Collectors.toMap(event -> event.getEventType().getName(), Function.identity(), (a, b) -> a));
    }

    private static RecordedEvent event(Map<String, RecordedEvent> recorded, String name) {
        RecordedEvent event = recorded.get("io.hookline." + name);
        if (event == null) {
            throw new AssertionError("no event " + name);
        }
        return event;
    }
}
