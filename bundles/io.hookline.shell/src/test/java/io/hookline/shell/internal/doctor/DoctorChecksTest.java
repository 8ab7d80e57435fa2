package io.hookline.shell.internal.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.hookline.api.ErrorPolicy;
import io.hookline.api.runtime.Blocking;
import io.hookline.api.runtime.BreakerState;
import io.hookline.api.runtime.GuardStatus;
import io.hookline.api.runtime.HookGuards;
import io.hookline.api.runtime.HookRuntime;
import io.hookline.api.runtime.PointStatus;
import io.hookline.api.runtime.RefusalReason;
import io.hookline.api.runtime.RefusedHook;
import io.hookline.api.runtime.RuntimeStats;
import io.hookline.config.ConfigurationProblem;
import io.hookline.config.ConfigurationProblem.Reason;
import io.hookline.config.ConfigurationStatus;
import io.hookline.config.Configurations;
import io.hookline.config.RefusedConfiguration;
import io.hookline.config.Setting;
import io.hookline.deploy.Artifact;
import io.hookline.deploy.Deployer;
import io.hookline.deploy.DesiredSet;
import io.hookline.deploy.QuarantineEntry;
import io.hookline.deploy.ReleaseState;
import io.hookline.deploy.ReleaseStatus;
import io.hookline.deploy.UnloadStatus;
import io.hookline.shell.doctor.Finding;
import io.hookline.shell.doctor.Finding.Severity;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What each check of {@code hookline doctor} finds, with its cause and cure. */
class DoctorChecksTest {

    /** A certificate of 2020 to 2030, made for this test. */
    private static final String CERTIFICATE = "/doctor/certificate.pem";

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Test
    void hooksThatAreRefusedMissingOrHeldBackAreFound() {
        GuardStatus open = guard("slow", BreakerState.OPEN, 2);
        assertThat(new HooksCheck(
                                runtime(
                                        List.of(new RefusedHook(
                                                "a", "acme.a", "1.0.0", 7, RefusalReason.CONTRACT_BROKEN, "no method")),
                                        List.of("acme.key"),
                                        3),
                                guards(List.of(open, guard("well", BreakerState.CLOSED, 0)), List.of("rule x")))
                        .findings())
                .extracting(Finding::severity, Finding::what, Finding::cause)
                .satisfiesExactly(
                        refused -> assertThat(refused.toList())
                                .containsExactly(
                                        Severity.PROBLEM, "a of acme.a 1.0.0 is refused: CONTRACT_BROKEN", "no method"),
                        missing -> assertThat(missing.toList())
                                .containsExactly(
                                        Severity.PROBLEM,
                                        "calls of http.pre-request are refused",
                                        "it requires acme.key, which does not run"),
                        drains -> assertThat(drains.toList().get(1).toString()).startsWith("3 removals"),
                        breaker -> assertThat(breaker.toList().get(1).toString())
                                .startsWith("the breaker of slow of acme 1.0.0 at http.pre-request is OPEN"),
                        hanging ->
                                assertThat(hanging.toList().get(1).toString()).startsWith("2 calls of slow"),
                        rule -> assertThat(rule.toList())
                                .containsExactly(Severity.WARNING, "rule x", "the rule guards nothing"));
    }

    @Test
    void hooksThatAreWellAreOneLine() {
        assertThat(new HooksCheck(runtime(List.of(), List.of(), 0), guards(List.of(), List.of())).findings())
                .extracting(Finding::severity)
                .containsExactly(Severity.OK);
    }

    @Test
    void releasesThatDoNotRunAndWhatTheyLeaveBehindAreFound() throws IOException {
        Files.writeString(folder.resolve("b.jar.refused.txt"), "it is not signed\nmore\n");
        DesiredSet set = new DesiredSet(
                2,
                NOW.plus(Duration.ofHours(1)),
                "deploy",
                List.of(),
                List.of(artifact("acme.a"), artifact("acme.b"), artifact("acme.c")));
        Deployer deployer = answering(
                Deployer.class,
                Map.of(
                        "history",
                        List.of(set),
                        "status",
                        List.of(
                                release("acme.a", ReleaseState.WAITING, "it lacks acme.key"),
                                release("acme.c", ReleaseState.RUNNING, "2 threads were given up")),
                        "quarantine",
                        List.of(new QuarantineEntry("00", "acme.q", "1.0.0", "it failed 3 times", NOW)),
                        "unloads",
                        List.of(
                                new UnloadStatus(
                                        "acme.a 0.9.0", NOW, UnloadStatus.State.HELD, List.of("a timer"), List.of()),
                                new UnloadStatus("acme.a 0.8.0", NOW, UnloadStatus.State.GONE, List.of(), List.of()))));
        List<Finding> findings = new ReleasesCheck(deployer, folder, InstantSource.fixed(NOW)).findings();
        assertThat(findings)
                .extracting(finding -> finding.area() + ": " + finding.what() + ": " + finding.cause())
                .satisfiesExactly(
                        one -> assertThat(one)
                                .isEqualTo(
                                        "releases: acme.a 1.0.0 is to run and does not: it is WAITING: it lacks acme.key"),
                        one -> assertThat(one)
                                .isEqualTo("releases: acme.b 1.0.0 is to run and does not: it is not installed"),
                        one -> assertThat(one).startsWith("clock: the newest set was written at 2026-01-01T01:00:00Z"),
                        one -> assertThat(one).startsWith("releases: acme.c 1.0.0 is RUNNING: 2 threads were given up"),
                        one -> assertThat(one).isEqualTo("quarantine: acme.q 1.0.0 must not run: it failed 3 times"),
                        one -> assertThat(one)
                                .isEqualTo("leaks: the classes of acme.a 0.9.0 are still in memory: a timer"),
                        one -> assertThat(one).isEqualTo("drop folder: b.jar is refused: it is not signed"));
        assertThat(findings).extracting(Finding::cure).doesNotContain("");
    }

    @Test
    void releasesThatRunAreCounted() {
        Deployer deployer = answering(
                Deployer.class,
                Map.of(
                        "history",
                        List.of(new DesiredSet(1, NOW, "start", List.of(), List.of(artifact("acme.a")))),
                        "status",
                        List.of(release("acme.a", ReleaseState.RUNNING, "")),
                        "quarantine",
                        List.of(),
                        "unloads",
                        List.of()));
        assertThat(new ReleasesCheck(deployer, folder, InstantSource.fixed(NOW)).findings())
                .singleElement()
                .satisfies(finding -> assertThat(finding.what()).isEqualTo("all 1 releases of the desired set run"));
    }

    @Test
    void refusedConfigurationsAndCertificatesAtTheirEndAreFound() throws IOException {
        Path certificate = folder.resolve("certificate.pem");
        try (InputStream in = DoctorChecksTest.class.getResourceAsStream(CERTIFICATE)) {
            Files.copy(Objects.requireNonNull(in), certificate);
        }
        String where = "acme.tls certificate = " + certificate;
        assertThat(configurations(certificate, "2026-01-01T00:00:00Z"))
                .extracting(Finding::what)
                .containsExactly(
                        "a change of acme.tls is refused; the one before it applies", "acme.tls has a problem");
        assertThat(configurations(certificate, "2031-01-01T00:00:00Z"))
                .extracting(Finding::severity, Finding::what)
                .last()
                .satisfies(
                        last -> assertThat(last.toString()).contains("PROBLEM", where + " has expired at 2030-01-01"));
        assertThat(configurations(certificate, "2029-12-25T00:00:00Z")).last().satisfies(last -> {
            assertThat(last.severity()).isEqualTo(Severity.WARNING);
            assertThat(last.what()).startsWith(where + " expires at 2030-01-01");
        });
        assertThat(configurations(certificate, "2019-01-01T00:00:00Z")).last().satisfies(last -> assertThat(last.cure())
                .contains("correct the clock"));
        assertThat(configurations(folder.resolve("none.pem"), "2026-01-01T00:00:00Z"))
                .last()
                .satisfies(last -> assertThat(last.what()).endsWith("none.pem cannot be read"));
    }

    private static List<Finding> configurations(Path certificate, String now) {
        ConfigurationProblem problem = new ConfigurationProblem(Reason.UNKNOWN_KEY, "x", "'x' is not known");
        ConfigurationStatus status = new ConfigurationStatus(
                "acme.tls",
                "acme.tls.cfg",
                1,
                List.of(),
                List.of(),
                List.of(
                        new Setting("certificate", certificate.toString(), null, "text", "", false),
                        new Setting("name", "none", null, "text", "", false)),
                List.of(problem),
                new RefusedConfiguration(Instant.EPOCH, "file acme.tls.cfg", List.of(problem)));
        return new ConfigurationsCheck(
                        answering(Configurations.class, Map.of("all", List.of(status))),
                        InstantSource.fixed(Instant.parse(now)))
                .findings();
    }

    private static Artifact artifact(String name) {
        return new Artifact(name, "1.0.0", "00", "test", null);
    }

    private static ReleaseStatus release(String name, ReleaseState state, String why) {
        return new ReleaseStatus(name, "1.0.0", state, NOW, null, 0, 0, 0, 0, why);
    }

    private static GuardStatus guard(String name, BreakerState breaker, int hanging) {
        return new GuardStatus(
                name,
                "acme",
                "1.0.0",
                "http.pre-request",
                ErrorPolicy.ABORT,
                "WATCHED",
                "",
                Blocking.MAY_BLOCK,
                breaker,
                "it is slow",
                0,
                0,
                hanging,
                0,
                0);
    }

    private static HookRuntime runtime(List<RefusedHook> refused, List<String> missing, long drains) {
        return answering(
                HookRuntime.class,
                Map.of(
                        "refused",
                        refused,
                        "points",
                        List.of(new PointStatus(
                                "http.pre-request", "c", List.of(), ErrorPolicy.ABORT, 1, missing, missing)),
                        "stats",
                        new RuntimeStats(1, 0, "auto", 0, 9, drains, 0, List.of(), List.of())));
    }

    private static HookGuards guards(List<GuardStatus> guards, List<String> unmatched) {
        return answering(HookGuards.class, Map.of("guards", guards, "unmatchedRules", unmatched));
    }

    /** A service that answers these methods alone. */
    private static <T> T answering(Class<T> type, Map<String, Object> answers) {
        return type.cast(
                Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, given) -> {
                    Object answer = answers.get(method.getName());
                    if (answer == null) {
                        throw new UnsupportedOperationException(method.getName());
                    }
                    return answer;
                }));
    }
}
