package io.hookline.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The start script in a source checkout, with a Maven and a JVM that only say that they were called. */
final class FirstBuildTest {

    private static final String ANNOUNCEMENT =
            "hookline: building the distribution; the first time this takes a few minutes (log: ";

    @TempDir
    private Path checkout;

    private String script = "";
    private String awaited = "";

    @BeforeEach
    void makeCheckout() throws IOException {
        for (String folder : List.of("runtime/bin", "bundles", "jdk/bin")) {
            Files.createDirectories(checkout.resolve(folder));
        }
        Files.writeString(checkout.resolve("pom.xml"), "");
        Files.writeString(checkout.resolve("bnd.bnd"), "");
        Files.writeString(checkout.resolve("jdk/release"), "JAVA_VERSION=\"17.0.15\"\n");
        program("jdk/bin/java", "echo 'the JVM starts'");
        program("jdk/bin/javac", "");
        program(
                "mvn",
                """
                cp "$HERE/err" "$HERE/seen-by-maven"
                while [ -n "${AWAITED:-}" ] && ! grep -q "$AWAITED" "$HERE/err"; do sleep 0.1; done
                echo '[INFO] Building Hookline engine 0.1.0                        [3/9]'
                mkdir -p "$HERE/runtime/target/hookline/lib"
                """);
        script = Files.readString(DocumentationTest.repository().resolve("runtime/bin/hookline"));
    }

    @Test
    void aLineIsThereBeforeTheBuildBegins() throws Exception {
        assertThat(start()).isEqualTo("the JVM starts\n");

        assertThat(Files.readString(checkout.resolve("seen-by-maven"))).startsWith(ANNOUNCEMENT);
        assertThat(Files.readString(checkout.resolve("err")))
                .startsWith(ANNOUNCEMENT)
                .doesNotContain("sed:");
        assertThat(Files.readString(DocumentationTest.repository().resolve("README.md")))
                .as("the README gives the same time")
                .contains("(a few minutes, once)");
    }

    /** On a terminal, which this is made to look like, the progress is read from the log of a build that just began. */
    @Test
    void theProgressReadsNoFileThatIsNotThere() throws Exception {
        String withTerminal = script.replace("[ -t 2 ]", "true");
        assertThat(withTerminal).isNotEqualTo(script);
        // The build's output comes late, as if the machine were slow.
        String late = withTerminal.replace(">\"$log\" 2>&1 </dev/null &", ">\"$HERE/late\" 2>&1 </dev/null &");
        assertThat(late).as("where Maven's output goes").isNotEqualTo(withTerminal);
        script = late;
        awaited = "starting Maven";

        assertThat(start()).isEqualTo("the JVM starts\n");

        assertThat(Files.readString(checkout.resolve("err")))
                .startsWith(ANNOUNCEMENT)
                .contains(awaited)
                .doesNotContain("sed:")
                .doesNotContain("No such file");
    }

    private String start() throws IOException, InterruptedException {
        Path installed = program("runtime/bin/hookline", script);
        Path out = checkout.resolve("out");
        ProcessBuilder builder = new ProcessBuilder("/bin/sh", installed.toString(), "run")
                .redirectOutput(out.toFile())
                .redirectError(checkout.resolve("err").toFile());
        builder.environment().put("JAVA_HOME", checkout.resolve("jdk").toString());
        builder.environment().put("MVN", checkout.resolve("mvn").toString());
        builder.environment().put("HERE", checkout.toString());
        builder.environment().put("AWAITED", awaited);
        Process process = builder.start();
        assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
        return Files.readString(out);
    }

    private Path program(String name, String text) throws IOException {
        Path file = checkout.resolve(name);
        Files.writeString(file, text.startsWith("#!") ? text : "#!/bin/sh\n" + text);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
