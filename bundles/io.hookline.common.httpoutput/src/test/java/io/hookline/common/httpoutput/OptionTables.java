package io.hookline.common.httpoutput;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Compares the tables of options in the documentation with the definitions in an output's bundle. */
public final class OptionTables {

    private static final Pattern OPTION = Pattern.compile("<AD\\s([^>]*)");
    private static final Pattern ATTRIBUTE = Pattern.compile("([a-z]+)=\"([^\"]*)\"");
    private static final Pattern SHARED = Pattern.compile("sharedOptions=\"([^\"]*)\"");
    private static final Pattern NAME = Pattern.compile("`(\\w+)`");

    private OptionTables() {}

    /**
     * What the documentation does not say of the options of an output, or says wrong.
     *
     * @param output a class of the output's bundle
     * @param readme the output's README
     */
    public static List<String> problems(Class<?> output, Path readme) throws IOException, URISyntaxException {
        Map<String, String> defaults = defaults(output);
        List<String> problems = new ArrayList<>();
        if (!defaults.containsKey("timeoutMillis")) {
            problems.add("the definition of the shared options is not in the bundle");
        }
        for (Path page : List.of(readme, Path.of("../../docs/audit.md"))) {
            Map<String, List<String>> rows = rows(page);
            defaults.forEach((option, value) -> {
                List<String> shown = rows.getOrDefault(option, List.of());
                if (shown.stream().noneMatch(one -> isRight(one, value))) {
                    problems.add(page + ": " + option + " has the default \"" + value + "\", not " + shown);
                }
            });
        }
        return problems;
    }

    private static Map<String, String> defaults(Class<?> output) throws IOException, URISyntaxException {
        Path classes = Path.of(
                output.getProtectionDomain().getCodeSource().getLocation().toURI());
        Map<String, String> texts = new TreeMap<>();
        String wanted = "";
        try (Stream<Path> files = Files.list(classes.resolve("OSGI-INF/metatype"))) {
            for (Path file : files.toList()) {
                String text = Files.readString(file);
                String name = file.getFileName().toString().replaceFirst("\\.xml$", "");
                texts.put(name, text);
                Matcher shared = SHARED.matcher(text);
                wanted += text.contains("<Designate") ? " " + name + (shared.find() ? " " + shared.group(1) : "") : "";
            }
        }
        Map<String, String> defaults = new TreeMap<>();
        for (String name : wanted.strip().split(" +", -1)) {
            Matcher option = OPTION.matcher(texts.getOrDefault(name, ""));
            while (option.find()) {
                Map<String, String> given = new TreeMap<>();
                Matcher attribute = ATTRIBUTE.matcher(option.group(1));
                while (attribute.find()) {
                    given.put(attribute.group(1), attribute.group(2));
                }
                defaults.put(given.get("id"), given.getOrDefault("default", ""));
            }
        }
        return defaults;
    }

    /** A row may be about several options: their defaults stand in the same order, or one for the last. */
    private static Map<String, List<String>> rows(Path page) throws IOException {
        Map<String, List<String>> rows = new TreeMap<>();
        for (String line : Files.readAllLines(page)) {
            String[] cells = line.split("\\|", -1);
            if (!line.startsWith("| `") || cells.length < 3) {
                continue;
            }
            List<String> names = new ArrayList<>();
            Matcher name = NAME.matcher(cells[1]);
            while (name.find()) {
                names.add(name.group(1));
            }
            String[] values = names.size() == 1
                    ? new String[] {cells[2]}
                    : cells[2].strip().split(", ", -1);
            for (int i = 0; i < names.size(); i++) {
                int at = i - (names.size() - values.length);
                rows.computeIfAbsent(names.get(i), none -> new ArrayList<>()).add(at < 0 ? "" : values[at]);
            }
        }
        return rows;
    }

    private static boolean isRight(String shown, String value) {
        String text = shown.replace("`", "").strip();
        boolean isNone = value.isEmpty() && (text.isEmpty() || text.matches("none|all|the .*|has to be set|the JVM's"));
        return isNone || text.replace(", ", ",").equals(value);
    }
}
