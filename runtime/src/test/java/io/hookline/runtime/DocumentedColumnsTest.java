package io.hookline.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Tables in the documentation have the columns that the commands really print. */
final class DocumentedColumnsTest {

    /** The first line of a table in a sample: names in capitals, two spaces between them. */
    private static final Pattern HEADER = Pattern.compile("    ([A-Z#][A-Z0-9 -]*(?: {2,}[A-Z#][A-Z0-9% -]*){2,})");

    private static final String SOURCES = Path.of("src", "main", "java").toString();
    private static final Pattern GAP = Pattern.compile(" {2,}");
    private static final Pattern TABLE = Pattern.compile("new Table\\(([^;]*?\")\\)");
    private static final Pattern COLUMNS = Pattern.compile("CommandResult\\s*\\.(?:<[^>]*>)?table\\(([^;]*);");
    private static final Pattern COLUMN = Pattern.compile("Column\\.of\\(\\s*\"([^\"]*)\"");
    private static final Pattern LITERAL = Pattern.compile("\"([^\"]*)\"");

    @Test
    void samplesShowTheRealColumns() throws IOException {
        Path root = DocumentationTest.repository();
        Set<List<String>> real = realColumns(root);
        assertThat(real).as("tables found in the sources").hasSizeGreaterThan(10);

        List<String> wrong = new ArrayList<>();
        int checked = 0;
        for (Path file : documents(root)) {
            for (String line : Files.readAllLines(file)) {
                Matcher header = HEADER.matcher(line.stripTrailing());
                if (header.matches()) {
                    checked++;
                    List<String> columns = Arrays.asList(GAP.split(header.group(1)));
                    if (!real.contains(columns)) {
                        wrong.add(root.relativize(file) + ": " + columns);
                    }
                }
            }
        }

        assertThat(wrong)
                .as("tables of the documentation that no command prints")
                .isEmpty();
        assertThat(checked).as("tables checked").isGreaterThan(5);
    }

    private static List<Path> documents(Path root) throws IOException {
        try (Stream<Path> docs = Files.list(root.resolve("docs"));
                Stream<Path> readmes =
                        Files.find(root.resolve("bundles"), 2, (file, a) -> file.endsWith("README.md"))) {
            return Stream.of(Stream.of(root.resolve("README.md"), root.resolve("runtime/README.md")), docs, readmes)
                    .flatMap(some -> some)
                    .filter(file -> file.toString().endsWith(".md"))
                    .toList();
        }
    }

    private static Set<List<String>> realColumns(Path root) throws IOException {
        Set<List<String>> found = new HashSet<>();
        try (Stream<Path> files = Files.walk(root.resolve("bundles"))) {
            for (Path file : files.filter(DocumentedColumnsTest::isSource).toList()) {
                String source = Files.readString(file);
                TABLE.matcher(source).results().forEach(table -> found.add(names(LITERAL, table)));
                COLUMNS.matcher(source).results().forEach(table -> found.add(names(COLUMN, table)));
            }
        }
        return found;
    }

    private static boolean isSource(Path file) {
        return file.toString().endsWith(".java") && file.toString().contains(SOURCES);
    }

    private static List<String> names(Pattern pattern, MatchResult table) {
        return pattern.matcher(table.group(1))
                .results()
                .map(name -> name.group(1))
                .collect(Collectors.toList());
    }
}
