package io.hookline.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The start scripts, where they know what the launcher knows. */
final class StartScriptTest {

    @Test
    void theScriptsKnowTheCommandsThatNeedNoInstance() throws IOException {
        List<String> own = new ArrayList<>(Instance.OWN);
        own.addAll(List.of("-h", "--help", "-V", "--version"));

        assertThat(words("hookline", "'' \\| ([^)]*)\\) client= ;;", " \\| ")).containsExactlyInAnyOrderElementsOf(own);
        assertThat(words("hookline.bat", "for %%C in \\(([^)]*)\\) do if", " "))
                .containsExactlyInAnyOrderElementsOf(own);
    }

    @Test
    void bothScriptsStartTheClientAlike() throws IOException {
        for (String option :
                List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx64m", "-Dfile.encoding=UTF-8")) {
            assertThat(text("hookline")).contains(option);
            assertThat(text("hookline.bat").split(":client", 2)[1]).contains(option);
        }
    }

    /** In a batch file a parenthesis of an unquoted path, as in Program Files (x86), ends the block. */
    @Test
    void pathsInBlocksOfTheBatchFileAreQuoted() throws IOException {
        int depth = 0;
        for (String line : text("hookline.bat").lines().toList()) {
            if (depth > 0 && line.contains("echo")) {
                assertThat(line.replaceAll("\"[^\"]*\"", "")).doesNotContain("%");
            }
            if (line.endsWith("(")) {
                depth++;
            }
            if (line.startsWith(")")) {
                depth--;
            }
        }
        assertThat(depth).isZero();
    }

    private static List<String> words(String script, String pattern, String separator) throws IOException {
        Matcher found = Pattern.compile(pattern).matcher(text(script));
        assertThat(found.find()).as(script).isTrue();
        return List.of(found.group(1).split(separator, -1));
    }

    private static String text(String script) throws IOException {
        return Files.readString(
                DocumentationTest.repository().resolve("runtime").resolve("bin").resolve(script));
    }
}
