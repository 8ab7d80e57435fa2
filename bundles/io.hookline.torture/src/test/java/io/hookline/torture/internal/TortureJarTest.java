package io.hookline.torture.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hookline.torture.hook.TortureCall;
import io.hookline.torture.hook.TortureFailure;
import io.hookline.torture.template.TemplateHook;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The generated plugins: their jars, and how their hook behaves. */
final class TortureJarTest {

    private static final String PLUGIN = PluginJars.PREFIX + "alpha";

    @TempDir
    Path folder;

    @Test
    void aJarHoldsTheTemplateTheDescriptionAndTheManifestOfItsVersion() throws IOException {
        PluginJars jars = new PluginJars(folder);
        jars.next(PLUGIN, Behaviour.PLAIN);
        PluginJars.Draft draft = jars.next(PLUGIN, Behaviour.FAILING);
        assertThat(draft.version()).isEqualTo("1.0.2.failing");
        try (JarFile jar = new JarFile(draft.jar().toFile())) {
            Attributes headers = jar.getManifest().getMainAttributes();
            assertThat(headers.getValue("Bundle-SymbolicName")).isEqualTo(PLUGIN);
            assertThat(headers.getValue("Bundle-Version")).isEqualTo("1.0.2.failing");
            assertThat(headers.getValue("Import-Package"))
                    .isEqualTo("io.hookline.torture.hook;version=\"[1.0,2)\","
                            + "io.hookline.api.plugin;version=\"[1.0,2)\"");
            assertThat(jar.stream().map(ZipEntry::getName))
                    .containsExactlyInAnyOrder(
                            "META-INF/MANIFEST.MF",
                            "io/hookline/torture/template/TemplateHook.class",
                            "io/hookline/torture/template/TemplateHook$Signature.class",
                            headers.getValue("Service-Component"));
            String description = new String(
                    jar.getInputStream(jar.getEntry("OSGI-INF/hooks.xml")).readAllBytes(), StandardCharsets.UTF_8);
            assertThat(description)
                    .contains("torture.first", "torture.second", "name=\"torture.failEvery\" value=\"3\"");
        }
    }

    @Test
    void everyClassOfTheTemplateIsInTheJar() {
        List<String> nested = new ArrayList<>();
        for (Class<?> type : TemplateHook.class.getDeclaredClasses()) {
            nested.add(type.getSimpleName());
        }
        assertThat(nested).containsExactly("Signature");
    }

    @Test
    void versionsRiseForEachPlugin() {
        PluginJars jars = new PluginJars(folder);
        assertThat(jars.next("a", Behaviour.PLAIN).version()).isEqualTo("1.0.1");
        assertThat(jars.next("b", Behaviour.PLAIN).version()).isEqualTo("1.0.1");
        assertThat(jars.next("a", Behaviour.SLOW).version()).isEqualTo("1.0.2.slow");
        assertThat(jars.next("a", Behaviour.PLAIN).version()).isEqualTo("1.0.3");
    }

    @Test
    void aDisguisedReleaseHasAnExistingVersionAndOtherContent() throws IOException {
        PluginJars jars = new PluginJars(folder);
        for (Behaviour behaviour : Behaviour.values()) {
            PluginJars.Draft genuine = jars.next(PLUGIN, behaviour);
            Attributes before = headers(genuine);
            PluginJars.Draft disguised = jars.disguised(PLUGIN, genuine.version());
            assertThat(disguised.version()).isEqualTo(genuine.version());
            assertThat(headers(disguised)).isNotEqualTo(before);
        }
    }

    private static Attributes headers(PluginJars.Draft draft) throws IOException {
        try (JarFile jar = new JarFile(draft.jar().toFile())) {
            return jar.getManifest().getMainAttributes();
        }
    }

    @Test
    void garbageIsNotAJar() {
        assertThatThrownBy(() -> new JarFile(new PluginJars(folder).garbage().toFile()).close())
                .isInstanceOf(ZipException.class);
    }

    @Test
    void theHookAnswersWithItsReleaseAndReportsItsCallCountWhenStopped() {
        Map<String, Long> reported = new HashMap<>();
        TemplateHook hook = hook(Behaviour.PLAIN);
        TortureCall call = new TortureCall((plugin, version, calls) -> reported.put(plugin + " " + version, calls));
        hook.called(call);
        hook.deactivate();
        assertThat(reported).containsExactly(Map.entry("p 1.0.1", 1L));
        hook.called(call);
        assertThat(call.answers())
                .containsExactly(
                        new TortureCall.Answer("p", "1.0.1", false), new TortureCall.Answer("p", "1.0.1", true));
    }

    @Test
    void theHookFailsEveryNthCall() {
        TemplateHook hook = hook(Behaviour.FAILING);
        TortureCall call = new TortureCall((plugin, version, calls) -> {});
        hook.called(call);
        hook.called(call);
        assertThatThrownBy(() -> hook.called(call)).isInstanceOf(TortureFailure.class);
        assertThat(call.answers()).hasSize(2);
    }

    @Test
    void theHookIsReadyAtOnceUnlessGeneratedToBeLate() {
        assertThat(hook(Behaviour.PLAIN).problem()).isNull();
        assertThat(hook(Behaviour.LATE).problem()).contains("ready in");
    }

    @Test
    void theHookDoesNotStartIfGeneratedNotTo() {
        assertThatThrownBy(() -> hook(Behaviour.REFUSING)).isInstanceOf(IllegalStateException.class);
    }

    private static TemplateHook hook(Behaviour behaviour) {
        return new TemplateHook(Map.of(
                "torture.plugin",
                "p",
                "torture.version",
                "1.0.1",
                "torture.slowMillis",
                behaviour.slowMillis(),
                "torture.failEvery",
                behaviour.failEvery(),
                "torture.readyMillis",
                behaviour.readyMillis(),
                "torture.stopMillis",
                behaviour.stopMillis(),
                "torture.refuses",
                behaviour.refuses()));
    }
}
