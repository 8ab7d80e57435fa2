package io.hookline.config.internal.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A definition that shares options with others has them as its own. */
class SharedOptionsTest {

    private static final String OWN = definition("own", "h:sharedOptions=\"a.Shared  a.More\"", "url", "one")
            .replace("</m:MetaData>", "<Designate pid=\"p\"><Object ocdref=\"own\"/></Designate></m:MetaData>");

    @TempDir
    Path folder;

    @Test
    void optionsOfNamedDefinitionsBelongToTheOneThatNamesThem() throws IOException {
        Path jar = jar(Map.of(
                "own", OWN,
                "shared", definition("a.Shared", "", "timeout", "7"),
                "more", definition("a.More", "", "url", "another")));
        assertThat(SchemaReader.read(jar)).hasSize(1).first().satisfies(schema -> {
            assertThat(schema.attributes()).containsOnlyKeys("url", "timeout");
            assertThat(schema.attributes().get("timeout").defaults()).containsExactly("7");
            assertThat(schema.attributes().get("url").defaults()).containsExactly("one");
        });
    }

    @Test
    void aDefinitionThatIsNotThereIsNamed() throws IOException {
        Path jar = jar(Map.of("own", OWN, "shared", definition("a.Shared", "", "timeout", "7")));
        assertThatThrownBy(() -> SchemaReader.read(jar))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("own shares the options of a.More");
    }

    private Path jar(Map<String, String> definitions) throws IOException {
        Path jar = folder.resolve("a.jar");
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
            for (Map.Entry<String, String> one : definitions.entrySet()) {
                out.putNextEntry(new JarEntry("OSGI-INF/metatype/" + one.getKey() + ".xml"));
                out.write(one.getValue().getBytes(StandardCharsets.UTF_8));
            }
        }
        return jar;
    }

    private static String definition(String id, String extension, String option, String value) {
        return "<m:MetaData xmlns:m=\"http://www.osgi.org/xmlns/metatype/v1.3.0\" xmlns:h=\"urn:x\">" + "<OCD id=\""
                + id
                + "\" name=\"N\" " + extension + "><AD id=\"" + option + "\" type=\"String\" default=\"" + value
                + "\"/></OCD></m:MetaData>";
    }
}
