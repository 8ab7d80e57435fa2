package io.hookline.faults.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.jar.JarInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;

final class HostilePluginsTest {

    @Test
    void eachKindMakesTheSameJarForTheSameRandomNumbers() throws IOException {
        for (HostilePlugin plugin : HostilePlugins.all()) {
            assertThat(plugin.jar("hostile.a", new Random(5)))
                    .as(plugin.name())
                    .isEqualTo(plugin.jar("hostile.a", new Random(5)));
        }
    }

    @Test
    void aTemplateClassAndItsNestedClassesAreInTheJar() throws IOException {
        assertThat(entries(new FrameworkResolverHook().jar("hostile.a", new Random(1))))
                .contains(
                        "io/hookline/faults/template/BreakingResolverHook.class",
                        "io/hookline/faults/template/BreakingResolverHook$Veto.class");
    }

    @Test
    void anEntryIsThereTwice() throws IOException {
        assertThat(entries(new TwiceNamedEntry().jar("hostile.a", new Random(1))))
                .filteredOn("first-entry"::equals)
                .hasSize(2);
    }

    @Test
    void aJarHasTheNameAndVersionThatItIsGiven() throws IOException {
        try (JarInputStream jar =
                new JarInputStream(new ByteArrayInputStream(MarkerPlugin.jar("campaign.a", "1.7.0")))) {
            assertThat(jar.getManifest().getMainAttributes().getValue("Bundle-SymbolicName"))
                    .isEqualTo("campaign.a");
            assertThat(jar.getManifest().getMainAttributes().getValue("Bundle-Version"))
                    .isEqualTo("1.7.0");
        }
    }

    private static List<String> entries(byte[] jar) throws IOException {
        List<String> names = new ArrayList<>();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(jar))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                names.add(entry.getName());
            }
        }
        return names;
    }
}
