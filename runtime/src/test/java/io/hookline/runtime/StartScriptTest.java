package io.hookline.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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

    @Test
    void bothScriptsKeepTheOptimisingCompilerOutOfAStart() throws IOException {
        for (String option : List.of(
                "-XX:Tier4InvocationThreshold=50000",
                "-XX:Tier4MinInvocationThreshold=6000",
                "-XX:Tier4CompileThreshold=150000",
                "-XX:Tier4BackEdgeThreshold=400000")) {
            assertThat(text("hookline")).contains(option);
            assertThat(text("hookline.bat")).contains(option);
        }
        assertThat(text("hookline")).contains("exec \"$java\" $collector $compiler ");
        assertThat(text("hookline.bat")).contains("\"%JAVA%\" %COLLECTOR% %COMPILER% ");
    }

    /** The JVM runs what an archive holds. */
    @Test
    void anArchiveOfAnotherUserIsNotUsed(@TempDir Path folder) throws Exception {
        String script = text("hookline");
        int begin = script.indexOf("find_archive() {");
        String find = script.substring(begin, script.indexOf("\n}\n", begin) + 3);
        Path archives = Files.createDirectories(folder.resolve("hookline/home"));
        Path archive = Files.writeString(archives.resolve("client-17.jsa"), "own");
        assertThat(archiveOf(find, folder)).isEqualTo(archive.toString());

        Path roots = Path.of("/bin/sh").toRealPath();
        if (Files.isWritable(roots)) {
            Files.setAttribute(archive, "unix:uid", 65_534);
        } else {
            Files.delete(archive);
            Files.createSymbolicLink(archive, roots);
        }
        assertThat(archiveOf(find, folder)).isEmpty();
    }

    private static String archiveOf(String find, Path cache) throws Exception {
        ProcessBuilder shell = new ProcessBuilder(
                "sh", "-c", find + "make_archive() { :; }\nhome=/home full=17\nfind_archive\nwait\necho \"$archive\"");
        shell.environment().put("XDG_CACHE_HOME", cache.toString());
        shell.environment().remove("HOOKLINE_ARCHIVE");
        Process process = shell.redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return said.strip();
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
