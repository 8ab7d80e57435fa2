package io.hookline.itests.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.hookline.itests.fixture.BundleJar;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A test with a data folder and processes that use it one after the other. Two such tests run at once. */
@Execution(ExecutionMode.CONCURRENT)
abstract class ProcessTest {

    private static final Pattern HEALTH = Pattern.compile("health +(http://\\S+)/health");

    private final List<HooklineProcess> started = new ArrayList<>();

    @TempDir
    Path folder;

    Path data;

    @BeforeEach
    final void dataFolder() throws IOException {
        data = folder.resolve("data of a user");
        // A start counts as successful at once, so that a killed process does not count as a crashed one.
        configure("deploy", "provenAfterMillis = 1");
        configure("plugin.ratelimit", "requestsPerSecond = 1000000", "burst = 1000000");
    }

    @AfterEach
    final void killWhatIsLeft() throws InterruptedException {
        for (HooklineProcess process : started) {
            process.close();
        }
    }

    /** Writes the configuration of a component, replacing an existing one. */
    final void configure(String component, String... lines) throws IOException {
        Path conf = Files.createDirectories(data.resolve("conf"));
        Files.write(conf.resolve("io.hookline." + component + ".cfg"), List.of(lines));
    }

    /** Starts a process without waiting for it. */
    final HooklineProcess begin() throws IOException {
        HooklineProcess process = HooklineProcess.begin(data, folder.resolve("report-" + started.size()));
        started.add(process);
        return process;
    }

    /** Starts a process and waits until its shell answers. */
    final HooklineProcess start() throws IOException {
        return begin().awaitStarted();
    }

    /** A jar with a plugin that marks the responses of the gateway. */
    final Path marking(String name, String version) throws IOException {
        return BundleJar.marking(name, version).write(folder.resolve(name + "-" + version + ".jar"));
    }

    /** A file as the argument of a command. */
    static String quoted(Path file) {
        return "'" + file + "'";
    }

    /**
     * Asserts that each release of the desired set runs, and that exactly the plugins of the tests among them mark
     * responses.
     */
    static void assertRuns(HooklineProcess process) throws IOException, InterruptedException {
        Map<String, String> desired = process.desired();
        Map<String, String> status = process.status();
        Map<String, String> marks = new TreeMap<>();
        desired.forEach((name, release) -> {
            String version = release.substring(0, release.indexOf(' '));
            assertThat(status).containsEntry(name + " " + version, "RUNNING");
            if (name.startsWith("test.")) {
                marks.put(name, version);
            }
        });
        assertThat(process.call().statusCode()).isEqualTo(200);
        assertThat(process.marks()).isEqualTo(marks);
    }

    /** The metrics that the process serves, in the format that a scraper asks for; without one, Prometheus' own. */
    static String metrics(HooklineProcess process, String accept) throws Exception {
        Matcher health = HEALTH.matcher(process.report());
        assertThat(health.find()).isTrue();
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(health.group(1) + "/metrics"));
        if (!accept.isEmpty()) {
            request.header("Accept", accept);
        }
        return HttpClient.newHttpClient()
                .send(request.build(), HttpResponse.BodyHandlers.ofString())
                .body();
    }

    /** The log of the process. */
    final String log() throws IOException {
        return Files.readString(data.resolve("log").resolve("hookline.log"));
    }
}
