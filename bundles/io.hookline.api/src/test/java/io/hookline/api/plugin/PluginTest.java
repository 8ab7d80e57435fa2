package io.hookline.api.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import aQute.bnd.header.OSGiHeader;
import aQute.bnd.osgi.Builder;
import aQute.bnd.osgi.Jar;
import java.io.File;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.Attributes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What bnd makes of the annotation, with nothing but what every plugin's build has. */
class PluginTest {

    @TempDir
    Path folder;

    @Test
    void onlyTheIdIsRequired() throws Exception {
        Build build = build(Plain.class);
        assertThat(build.errors).isEmpty();
        assertThat(build.headers.getValue("Provide-Capability"))
                .isEqualTo("io.hookline.plugin;io.hookline.plugin=plain");
        assertThat(build.requirements()).isEmpty();
    }

    @Test
    void versionTagsAndDependenciesAreWrittenIntoTheManifest() throws Exception {
        Build build = build(Full.class);
        assertThat(build.errors).isEmpty();
        assertThat(build.headers.getValue("Provide-Capability"))
                .isEqualTo("io.hookline.plugin;io.hookline.plugin=full;version:Version=\"1.2.3\""
                        + ";tags:List<String>=\"sync,cache\"");
        assertThat(build.requirements())
                .containsExactlyInAnyOrder(
                        "(io.hookline.plugin=any)",
                        "(&(io.hookline.plugin=least)(version>=1.5))",
                        "(&(io.hookline.plugin=half)(version>=1.2)(!(version>=2)))",
                        "(&(io.hookline.plugin=closed)(version>=1)(version<=2))",
                        "(&(io.hookline.plugin=open.a)(!(version<=1.0.1.x))(version>=1.0.1.x)(!(version>=2)))",
                        "(&(io.hookline.plugin=open-b)(!(version<=1))(version>=1)(version<=2))");
    }

    @Test
    void anInvalidRangeFailsTheBuild() throws Exception {
        assertThat(build(BadRange.class).errors).anySatisfy(error -> assertThat(error)
                .contains("dependsOn of @Plugin(id = bad.range)", "cache@[1.2,2)", "store,cache@[1.2,2"));
        assertThat(build(SemicolonRange.class).errors).isNotEmpty();
    }

    @Test
    void anInvalidVersionFailsTheBuild() throws Exception {
        assertThat(build(BadVersion.class).errors).anySatisfy(error -> assertThat(error)
                .contains("version of @Plugin(id = bad.version)", "1.2.3", "is 1.x"));
    }

    @Test
    void anInvalidIdFailsTheBuild() throws Exception {
        assertThat(build(EmptyId.class).errors)
                .anySatisfy(error -> assertThat(error).contains("id of @Plugin has to consist of letters"));
        assertThat(build(BadId.class).errors).anySatisfy(error -> assertThat(error)
                .contains("id of @Plugin has to consist of letters", "two words"));
    }

    @Test
    void anInvalidTagFailsTheBuild() throws Exception {
        assertThat(build(BadTag.class).errors)
                .anySatisfy(error -> assertThat(error).contains("tags of @Plugin(id = bad.tag)", "two words"));
    }

    private Build build(Class<?> plugin) throws Exception {
        Path here = Path.of(
                plugin.getProtectionDomain().getCodeSource().getLocation().toURI());
        String file = plugin.getName().replace('.', '/') + ".class";
        Path classes = Files.createTempDirectory(folder, "classes");
        Files.createDirectories(classes.resolve(file).getParent());
        Files.copy(here.resolve(file), classes.resolve(file));
        try (Builder builder = new Builder()) {
            builder.setJar(new Jar("test", classes.toFile()));
            builder.addClasspath(productClasses());
            builder.setBundleSymbolicName("test");
            builder.setProperty("-noimportjava", "true");
            builder.setProperty("-noee", "true");
            Attributes headers = builder.build().getManifest().getMainAttributes();
            return new Build(headers, List.copyOf(builder.getErrors()));
        }
    }

    private static File productClasses() throws URISyntaxException {
        return Path.of(Plugin.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toURI())
                .toFile();
    }

    private record Build(Attributes headers, List<String> errors) {

        /** The filters of what is required. */
        List<String> requirements() {
            List<String> filters = new ArrayList<>();
            OSGiHeader.parseHeader(headers.getValue("Require-Capability")).forEach((namespace, attributes) -> {
                assertThat(namespace).startsWith("io.hookline.plugin");
                filters.add(attributes.get("filter:"));
            });
            return filters;
        }
    }

    @Plugin(id = "plain")
    private static final class Plain {}

    @Plugin(
            id = "full",
            version = "1.2.3",
            tags = {"sync", "cache"},
            dependsOn = {"any", "least@1.5", "half@[1.2,2)", "closed@[1,2]", "open.a@(1.0.1.x,2)", "open-b@(1,2]"})
    private static final class Full {}

    @Plugin(
            id = "bad.range",
            dependsOn = {"store", "cache@[1.2,2"})
    private static final class BadRange {}

    @Plugin(id = "semicolon", dependsOn = "cache;[1.2,2)")
    private static final class SemicolonRange {}

    @Plugin(id = "bad.version", version = "1.x")
    private static final class BadVersion {}

    @Plugin(id = "")
    private static final class EmptyId {}

    @Plugin(id = "two words")
    private static final class BadId {}

    @Plugin(
            id = "bad.tag",
            tags = {"good", "two words"})
    private static final class BadTag {}
}
