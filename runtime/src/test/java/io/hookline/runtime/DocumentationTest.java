package io.hookline.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The Markdown files of the repository: the width of prose, the words of the README, the links, and the tests they
 * name; and the width of comments in Java.
 */
class DocumentationTest {

    private static final int WIDTH = 120;
    private static final Set<String> SKIPPED = Set.of("target", "node_modules", ".git", "hookline-data");

    private static final Pattern MARKDOWN_FILE = Pattern.compile("\\.md$");
    private static final Pattern JAVA_FILE = Pattern.compile("\\.java$");
    private static final Pattern COMMENT = Pattern.compile("\\s*(\\*|/\\*\\*|//)\\s");
    private static final Pattern TEST_FILE = Pattern.compile("(Test|IT)\\.java$");
    private static final Pattern IDIOM = Pattern.compile("\\b(nobody|somebody|whoever)\\b", Pattern.CASE_INSENSITIVE);
    private static final Pattern URL_ALONE = Pattern.compile("\\s*([-*] )?(<?https?://\\S+|\\S*\\[[^\\]]*\\]\\(\\S+)");
    private static final Pattern LINK_REFERENCE = Pattern.compile("\\[[^\\]]+\\]:\\s.*");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
    private static final Pattern ABSOLUTE = Pattern.compile("[a-z][a-z0-9+.-]*:.*");
    private static final Pattern CODE_SPAN = Pattern.compile("`[^`]*`");
    private static final Pattern NOT_IN_AN_ANCHOR = Pattern.compile("[^\\p{L}\\p{N} _-]");

    private static final Pattern TEST_NAME = Pattern.compile("`([A-Za-z]\\w+(\\.\\w+)?)`");
    private static final Pattern WORD = Pattern.compile("\\w+");

    private static Path root;
    private static List<Path> files;

    @BeforeAll
    static void findMarkdownFiles() throws IOException {
        root = repository();
        files = filesBelow(root, MARKDOWN_FILE);
        assertThat(files).contains(root.resolve("README.md"));
    }

    @Test
    void proseFitsTheWidth() throws IOException {
        List<String> tooLong = new ArrayList<>();
        for (Path file : files) {
            for (Line line : textOf(file)) {
                if (line.isProse() && line.isTooLong()) {
                    tooLong.add(line.place() + ": " + line.columns() + " columns");
                }
            }
        }
        assertThat(tooLong).as("prose lines of more than %d columns", WIDTH).isEmpty();
    }

    /** Diagrams and code in {@code <pre>} may be wider. */
    @Test
    void commentsFitTheWidth() throws IOException {
        List<String> tooLong = new ArrayList<>();
        for (Path file : filesBelow(root, JAVA_FILE)) {
            boolean preformatted = false;
            int number = 0;
            for (String line : Files.readAllLines(file)) {
                number++;
                preformatted |= line.contains("<pre>");
                boolean prose = COMMENT.matcher(line).lookingAt() && !preformatted;
                if (prose && line.codePointCount(0, line.length()) > WIDTH) {
                    tooLong.add(root.relativize(file) + ":" + number);
                }
                preformatted &= !line.contains("</pre>");
            }
        }
        assertThat(tooLong).as("comment lines of more than %d columns", WIDTH).isEmpty();
    }

    @Test
    void readmeUsesPlainWords() throws IOException {
        List<String> idioms = new ArrayList<>();
        for (Line line : textOf(root.resolve("README.md"))) {
            Matcher idiom = IDIOM.matcher(line.text());
            while (idiom.find()) {
                idioms.add(line.place() + ": " + idiom.group());
            }
        }
        assertThat(idioms).as("words that the README does not use").isEmpty();
    }

    @Test
    void linksLeadToFilesAndHeadings() throws IOException {
        List<String> broken = new ArrayList<>();
        int checked = 0;
        for (Path file : files) {
            for (Line line : textOf(file)) {
                Matcher link = LINK.matcher(CODE_SPAN.matcher(line.text()).replaceAll("`"));
                while (link.find()) {
                    if (!ABSOLUTE.matcher(link.group(1)).matches()) {
                        checked++;
                        if (!leadsSomewhere(file, link.group(1))) {
                            broken.add(line.place() + ": " + link.group(1));
                        }
                    }
                }
            }
        }
        assertThat(broken).as("links to a file or heading that does not exist").isEmpty();
        assertThat(checked).as("links checked").isPositive();
    }

    /** A row of a table whose last column is headed "Test" names test classes and methods that exist. */
    @Test
    void testsThatTablesNameExist() throws IOException {
        Set<String> words = wordsOfTests();
        List<String> unknown = new ArrayList<>();
        int checked = 0;
        for (Path file : files) {
            boolean namesTests = false;
            for (Line line : textOf(file)) {
                String lastCell = line.lastCell();
                namesTests = !lastCell.isEmpty() && (namesTests || lastCell.startsWith("Test"));
                Matcher name = TEST_NAME.matcher(namesTests ? lastCell : "");
                while (name.find()) {
                    checked++;
                    if (!words.containsAll(wordsOf(name.group(1)))) {
                        unknown.add(line.place() + ": " + name.group(1));
                    }
                }
            }
        }
        assertThat(unknown).as("tests that do not exist").isEmpty();
        assertThat(checked).as("tests named").isPositive();
    }

    private static Set<String> wordsOfTests() throws IOException {
        Set<String> words = new HashSet<>();
        for (Path source : filesBelow(root, TEST_FILE)) {
            words.addAll(wordsOf(Files.readString(source)));
        }
        return words;
    }

    private static List<String> wordsOf(String text) {
        return WORD.matcher(text).results().map(MatchResult::group).toList();
    }

    private static boolean leadsSomewhere(Path from, String link) throws IOException {
        int hash = link.indexOf('#');
        String path = hash < 0 ? link : link.substring(0, hash);
        Path target = path.isEmpty() ? from : from.resolveSibling(path);
        if (!Files.exists(target)) {
            return false;
        }
        return hash < 0 || anchorsOf(target).contains(link.substring(hash + 1));
    }

    /** The anchors that GitHub gives to a file's headings. */
    private static List<String> anchorsOf(Path file) throws IOException {
        return textOf(file).stream()
                .map(Line::text)
                .filter(text -> text.startsWith("#"))
                .map(text -> text.replaceFirst("^#+ ", "").toLowerCase(Locale.ROOT))
                .map(text -> NOT_IN_AN_ANCHOR.matcher(text).replaceAll("").replace(' ', '-'))
                .toList();
    }

    /** The lines of a file outside its code blocks, whether fenced or indented by four spaces. */
    private static List<Line> textOf(Path file) throws IOException {
        List<Line> text = new ArrayList<>();
        boolean isFenced = false;
        boolean mayBeCode = true;
        int number = 0;
        for (String line : Files.readAllLines(file)) {
            number++;
            if (line.strip().startsWith("```")) {
                isFenced = !isFenced;
            } else if (!isFenced && !(mayBeCode && line.startsWith("    "))) {
                text.add(new Line(root.relativize(file) + ":" + number, line));
                mayBeCode = line.isBlank();
            }
        }
        assertThat(isFenced).as("%s ends within a code block", file).isFalse();
        return text;
    }

    static Path repository() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("CONTRIBUTING.md"))) {
            folder = folder.getParent();
            assertThat(folder)
                    .as("a folder with CONTRIBUTING.md above the module")
                    .isNotNull();
        }
        return folder;
    }

    private static List<Path> filesBelow(Path folder, Pattern ending) throws IOException {
        List<Path> found = new ArrayList<>();
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path visited, BasicFileAttributes attributes) {
                boolean isSkipped = SKIPPED.contains(String.valueOf(visited.getFileName()));
                return isSkipped ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (ending.matcher(file.toString()).find()) {
                    found.add(file);
                }
                return FileVisitResult.CONTINUE;
            }
        });
        return found;
    }

    /**
     * A line outside code blocks.
     *
     * @param place its file and number
     */
    private record Line(String place, String text) {

        boolean isProse() {
            return !text.stripLeading().startsWith("|")
                    && !LINK_REFERENCE.matcher(text).matches();
        }

        /** Whether it does not fit and could be wrapped: a line that holds one URL and nothing else could not. */
        boolean isTooLong() {
            return columns() > WIDTH && !URL_ALONE.matcher(text).matches();
        }

        /** The last cell of a table's row; empty outside tables. */
        String lastCell() {
            int end = text.lastIndexOf('|');
            return text.startsWith("|") && end > 0
                    ? text.substring(text.lastIndexOf('|', end - 1) + 1, end).strip()
                    : "";
        }

        int columns() {
            return text.codePointCount(0, text.length());
        }
    }
}
