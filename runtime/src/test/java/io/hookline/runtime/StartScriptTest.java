package io.hookline.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
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

    /** The client has no class that the others need. */
    @Test
    void theCheckOfAuditRecordsIsNoCommandOfAnInstance() throws Exception {
        String script = text("hookline");
        int begin = script.indexOf("case \"${1:-}\" in");
        String choice = script.substring(begin, script.indexOf("\n\n", begin)) + "\necho \"client=$client\"";
        assertThat(output("sh", "-c", choice, "hookline", "audit", "verify", "x"))
                .isEqualTo("client=");
        assertThat(output("sh", "-c", choice, "hookline", "audit", "replay", "x"))
                .isEqualTo("client=yes");
        assertThat(text("hookline.bat")).contains("if \"%~1\"==\"audit\" if \"%~2\"==\"verify\" set \"CLIENT=\"");
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

    private static String output(String... command) throws Exception {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
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

    /** Options are words, and numbers need no quotes; anything else may have blanks, ampersands and parentheses. */
    @Test
    void theBatchFileQuotesWhatMayHaveBlanks() throws IOException {
        Pattern variable = Pattern.compile("(?<!%)%(?:~\\w+|[A-Za-z_]+(?::[^%]*)?)%?");
        for (String line : text("hookline.bat").lines().toList()) {
            if (line.startsWith("rem ")) {
                continue;
            }
            Matcher bare = variable.matcher(
                    line.replaceAll("\"[^\"]*\"", "").replace("%%", "").replace("%*", ""));
            while (bare.find()) {
                assertThat(bare.group())
                        .as(line)
                        .isIn("%HOOKLINE_OPTS%", "%COLLECTOR%", "%COMPILER%", "%OPENS%", "%STATUS%", "%errorlevel%");
            }
        }
    }

    @Test
    void theBatchFileIsPlainAndEndsWithAStatusOfItsOwn() throws IOException {
        String batch = text("hookline.bat");
        assertThat(batch).matches("[\\x20-\\x7e\\r\\n]*").contains("setlocal EnableExtensions DisableDelayedExpansion");
        List<String> lines = batch.lines().toList();
        Matcher jump = Pattern.compile("goto (\\w+)").matcher(batch);
        while (jump.find()) {
            assertThat(lines).contains(":" + jump.group(1));
        }
        assertThat(lines).filteredOn(line -> line.contains("exit")).allSatisfy(line -> assertThat(line)
                .matches("(  )?exit /b (1|%errorlevel%|%STATUS%)"));
        assertThat(lines.get(lines.size() - 1)).startsWith("exit /b ");
        assertThat(batch.split("Hookline %\\*", -1))
                .as("arguments stay as they were typed")
                .hasSize(3);
        // A program that is missing, and a folder that is missing, are statuses of Windows: 9009 and 3.
        assertThat(batch).contains("if not exist \"%JAVA%\" (", "if \"%STATUS%\"==\"9009\" (");
    }

    /** The shells of macOS and of small systems have no more, nor have their readlink, sed and echo. */
    @Test
    void theShellScriptUsesNothingThatOnlyLinuxHas() throws IOException {
        String script = text("hookline")
                .lines()
                .filter(line -> !line.strip().startsWith("#"))
                .collect(Collectors.joining("\n"));
        for (String foreign : List.of(
                "\\[\\[ ",
                "\\blocal ",
                "\\bfunction ",
                "<<<",
                "\\$'",
                "\\+=",
                "(?m)^\\s*source ",
                "\\bdeclare ",
                "readlink -",
                "sed -[iErz]",
                "echo -[en]",
                "grep -[Po]",
                "stat -",
                "date -d",
                "realpath",
                "/proc/",
                "\\bmktemp --",
                "head -[0-9]",
                "tail -[0-9]",
                "xargs -r",
                "find [^\n]*-printf",
                " == ")) {
            assertThat(Pattern.compile(foreign).matcher(script).find())
                    .as(foreign)
                    .isFalse();
        }
    }

    /** A word that PowerShell would expand is inserted as text, and what stands behind the cursor is left out. */
    @Test
    void theCompletionForPowerShellInsertsWordsAsText() throws IOException {
        String script;
        try (var resource = StartScriptTest.class.getResourceAsStream("completion.powershell")) {
            script = new String(Objects.requireNonNull(resource).readAllBytes(), StandardCharsets.UTF_8);
        }
        assertThat(script)
                .contains("EndOffset -lt $cursorPosition", ".StartsWith($start", ".Replace(\"'\", \"''\")")
                .doesNotContain("-like", "Invoke-Expression", "EndOffset -lt $cursorPosition -or");
        assertThat(script.chars().filter(c -> c == '{').count())
                .isEqualTo(script.chars().filter(c -> c == '}').count());
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
