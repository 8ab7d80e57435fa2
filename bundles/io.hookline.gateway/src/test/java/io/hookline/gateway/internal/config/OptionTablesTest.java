package io.hookline.gateway.internal.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The tables of options in {@code docs} say what the definitions of the options say. */
final class OptionTablesTest {

    private static final Pattern OPTION = Pattern.compile("<AD\\s([^>]*)");
    private static final Pattern ATTRIBUTE = Pattern.compile("([a-z]+)=\"([^\"]*)\"");
    private static final Pattern ROW = Pattern.compile("\\| `(\\w+)`( \\*)? \\|([^|]*)\\|(.*)\\|");
    private static final Set<String> UNLIMITED =
            Set.of(Integer.toString(Integer.MAX_VALUE), Long.toString(Long.MAX_VALUE));
    /** The text says it below the table, because it is long. */
    private static final String BELOW = "see below";

    @Test
    void eachOptionIsListedWithItsDefaultAndRange() throws Exception {
        List<String> problems = new ArrayList<>();
        Map<String, List<String[]>> rows = rows();
        int options = 0;
        for (Path definition : definitions()) {
            Matcher option = OPTION.matcher(Files.readString(definition));
            while (option.find()) {
                Map<String, String> given = attributes(option.group(1));
                String id = given.getOrDefault("id", "");
                List<String[]> candidates = rows.getOrDefault(id, List.of());
                options++;
                if (candidates.stream().noneMatch(row -> isRight(row, given))) {
                    problems.add(definition.getFileName() + ": no row for " + given + ", only "
                            + candidates.stream().map(List::of).toList());
                }
            }
        }
        assertThat(problems).as(String.join("\n", problems)).isEmpty();
        assertThat(options).isGreaterThan(50);
    }

    private static boolean isRight(String[] row, Map<String, String> option) {
        String shown = row[0].strip().replace("`", "").replace(", ", ",");
        String wanted = option.getOrDefault("default", "");
        boolean empty = wanted.isEmpty()
                && (shown.isEmpty() || shown.startsWith("empty") || shown.startsWith("the ") || shown.equals("none"));
        // Of a text they are its length, and the largest number of its type is no limit to speak of.
        boolean text = "String".equals(option.get("type"));
        boolean range = Stream.of("min", "max")
                .map(option::get)
                .filter(limit -> limit != null && !text && !UNLIMITED.contains(limit))
                .allMatch(limit -> row[1].matches(".*(?<![0-9])" + Pattern.quote(limit) + "(?![0-9]).*"));
        return (empty || shown.equals(wanted) || shown.equals(BELOW)) && range;
    }

    private static List<Path> definitions() throws Exception {
        URI classes = GatewayConfig.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI();
        try (Stream<Path> files = Files.list(Path.of(classes).resolve("OSGI-INF/metatype"))) {
            return files.filter(file -> file.toString().endsWith(".xml")).toList();
        }
    }

    private static Map<String, String> attributes(String text) {
        Map<String, String> attributes = new TreeMap<>();
        Matcher attribute = ATTRIBUTE.matcher(text);
        while (attribute.find()) {
            attributes.put(attribute.group(1).toLowerCase(Locale.ROOT), attribute.group(2));
        }
        return attributes;
    }

    private static List<String> lines() throws IOException {
        List<String> lines = new ArrayList<>(Files.readAllLines(Path.of("../../docs/gateway.md")));
        lines.addAll(Files.readAllLines(Path.of("../../docs/strangler.md")));
        return lines;
    }

    /** Default and the rest of each row, by option; an option of the same name may be in several tables. */
    private static Map<String, List<String[]>> rows() throws IOException {
        Map<String, List<String[]>> rows = new TreeMap<>();
        for (String line : lines()) {
            Matcher row = ROW.matcher(line);
            if (row.matches()) {
                rows.computeIfAbsent(row.group(1), name -> new ArrayList<>())
                        .add(new String[] {row.group(3), row.group(4)});
            }
        }
        return rows;
    }
}
