package io.hookline.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Compiles every Java sample of the README and of docs/ against the product. */
final class DocumentedSamplesTest {

    private static final String SCOPE = "/samples/Scope.java";

    @TempDir
    private Path classes;

    @Test
    void everySampleCompiles() throws IOException {
        List<DocumentedSample> samples = new ArrayList<>();
        for (Path file : documents()) {
            samples.addAll(DocumentedSample.of(file));
        }
        assertThat(samples).as("samples found").hasSizeGreaterThan(10);
        samples.add(DocumentedSample.file("org.example.shop.hook.Scope", scope()));
        assertThat(errors(samples)).isEmpty();
    }

    @Test
    void aSampleThatUsesWhatIsNotThereIsFound() throws IOException {
        Path document = Files.writeString(
                classes.resolve("wrong.md"),
                "```java\npackage org.example.wrong;\n\nimport java.util.List;\n\nfinal class Wrong {\n    Object list = List.off();\n}\n```\n");
        List<DocumentedSample> samples = new ArrayList<>(DocumentedSample.of(document));
        assertThat(errors(samples)).singleElement().asString().contains("Wrong.java:6");
    }

    private List<String> errors(List<DocumentedSample> samples) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(found, Locale.ROOT, null)) {
            List<String> options = List.of(
                    "-proc:none",
                    "-implicit:none",
                    "-d",
                    classes.toString(),
                    "-classpath",
                    System.getProperty("java.class.path"));
            compiler.getTask(null, files, found, options, null, samples).call();
        }
        return found.getDiagnostics().stream()
                .filter(diagnostic -> diagnostic.getKind() == Diagnostic.Kind.ERROR)
                .map(Diagnostic::toString)
                .toList();
    }

    private static List<Path> documents() throws IOException {
        Path root = DocumentationTest.repository();
        List<Path> documents = new ArrayList<>(List.of(root.resolve("README.md")));
        try (Stream<Path> docs = Files.list(root.resolve("docs"))) {
            docs.filter(file -> file.toString().endsWith(".md")).sorted().forEach(documents::add);
        }
        return documents;
    }

    private static String scope() throws IOException {
        try (InputStream source = DocumentedSamplesTest.class.getResourceAsStream(SCOPE)) {
            return new String(Objects.requireNonNull(source).readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
