package io.hookline.shell.internal.deploy;

import io.hookline.api.runtime.Actor;
import io.hookline.deploy.Artifact;
import io.hookline.deploy.CanaryState;
import io.hookline.deploy.CanaryStatus;
import io.hookline.deploy.DeployRefusal;
import io.hookline.deploy.DeployResult;
import io.hookline.deploy.DesiredSet;
import io.hookline.deploy.Plan;
import io.hookline.deploy.PlannedChain;
import io.hookline.deploy.PlannedRelease;
import io.hookline.deploy.QuarantineEntry;
import io.hookline.deploy.ReleaseState;
import io.hookline.deploy.ReleaseStatus;
import io.hookline.deploy.SetConfigurations;
import io.hookline.deploy.UnloadStatus;
import io.hookline.shell.internal.text.Timestamps;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the deployer of the tests has to show, as seen at one moment. Some of its text would steer a terminal. */
final class Snapshots {

    static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
    static final Timestamps TIMESTAMPS = new Timestamps(NOW, ZoneOffset.UTC);
    static final String SHA = "3117c4eca598e224b963174e96fc03f27b7f8b1b92c8bc5a2d04790c979d7750";

    private Snapshots() {}

    static List<ReleaseStatus> status() {
        return List.of(
                release("acme.plugin.key", "1.0.0", ReleaseState.RUNNING, NOW.minusSeconds(3_600), ""),
                release("acme.plugin.rate", "1.1.0", ReleaseState.CANARY, NOW.minusSeconds(60), ""),
                release("acme.plugin.rate", "1.1.0", ReleaseState.CLOSED, NOW.minusSeconds(120), ""),
                release(
                        "acme.plugin.rate",
                        "1.0.0",
                        ReleaseState.RUNNING,
                        NOW.minusSeconds(200_000),
                        "calls do\u001B[2J not end"),
                release("acme.plugin.rate", "0.9.0", ReleaseState.CLOSED, NOW.minusSeconds(300_000), ""),
                release("acme.plugin.rate", "0.9.0", ReleaseState.CLOSED, NOW.minusSeconds(400_000), ""));
    }

    static ReleaseStatus release(
            String name, String version, ReleaseState state, @Nullable Instant loadedAt, String why) {
        boolean runs = state == ReleaseState.RUNNING;
        return new ReleaseStatus(
                name,
                version,
                state,
                loadedAt,
                runs ? NOW.minusSeconds(3) : null,
                runs ? 2 : 0,
                runs ? 1_234 : 0,
                runs ? 1 : 0,
                runs ? 107_000 : 0,
                why);
    }

    static Plan plan() {
        return new Plan(
                List.of(new PlannedRelease(
                        new Artifact("acme.plugin.rate", "1.1.0", SHA, "rate.jar", null),
                        395_589,
                        "1.0.0",
                        "version 1.1.0 lies\u001B[2J",
                        List.of("package acme.rate: method removed"),
                        false,
                        List.of("acme.clock [2,3) is not offered"))),
                List.of("acme.plugin.rate 1.0.0", "acme.plugin.old 1.0.0"),
                List.of(
                        new PlannedChain(
                                "http.pre-request",
                                true,
                                List.of("rate@1.0.0", "key@1.0.0"),
                                List.of("key@1.0.0", "rate@1.1.0"),
                                3,
                                List.of("required acme.audit is missing")),
                        new PlannedChain("http.late", false, List.of("old@1.0.0"), List.of(), 0, List.of())),
                List.of("acme.user 1.0.0"),
                List.of(new Plan.Refusal(
                        DeployRefusal.VERSION_LIES, "build it as 2.0.0\n", List.of("a method was removed"))),
                List.of("acme.plugin.key is waived"));
    }

    static DeployResult result() {
        return new DeployResult(
                7,
                11,
                List.of("acme.plugin.rate 1.1.0\u001B[2J"),
                List.of("acme.plugin.rate 1.0.0"),
                10_000,
                2,
                List.of("state was\nnot taken over"));
    }

    static List<DesiredSet> history() {
        Artifact key = new Artifact("acme.plugin.key", "1.0.0", SHA, "key.jar", null);
        Artifact old = new Artifact("acme.plugin.rate", "1.0.0", SHA, "rate.jar", null);
        Artifact next = new Artifact("acme.plugin.rate", "1.1.0", "ab" + SHA.substring(2), "rate.jar", null);
        return List.of(
                new DesiredSet(3, NOW.minusSeconds(60), "removed acme.plugin.key\u001B[2J", List.of(), List.of(next)),
                new DesiredSet(
                        2,
                        NOW.minusSeconds(90),
                        "deployed acme.plugin.rate",
                        List.of("waived: it lies"),
                        List.of(key, next),
                        List.of(),
                        new Actor(Actor.Kind.SHELL, "alice"),
                        new SetConfigurations(Map.of("acme.rate", 3L), Map.of("acme.rate", 4L)),
                        "JIRA-1\u001B[2J"),
                new DesiredSet(1, NOW.minusSeconds(200_000), "first start", List.of(), List.of(key, old)));
    }

    static CanaryStatus canary(CanaryState state, String takes, String verdict) {
        return new CanaryStatus(
                "acme.plugin.rate",
                "1.1.0",
                "1.0.0",
                NOW.minusSeconds(60),
                state,
                20,
                List.of(20, 50, 100),
                1,
                takes,
                46,
                1,
                139,
                0,
                0,
                0,
                List.of(),
                verdict);
    }

    static List<CanaryStatus> canaries() {
        return List.of(
                canary(CanaryState.ROLLED_BACK, "0 %", "ended by hand"),
                canary(CanaryState.PROMOTED, "100 %", "promoted by hand"),
                new CanaryStatus(
                        "acme.plugin.key",
                        "2.0.0",
                        "1.0.0",
                        NOW,
                        CanaryState.RUNNING,
                        0,
                        List.of(),
                        1,
                        "calls with X-User-Tier=beta\u001B[2J",
                        46,
                        0,
                        139,
                        0,
                        0,
                        0,
                        List.of(),
                        "not decided yet: failure rate 0 % (between 0 % and 10.7 %) against 0 % of the stable release"
                                + " (between 0 % and 3.9 %) after 46 and 139 calls"));
    }

    static List<QuarantineEntry> quarantine() {
        return List.of(
                new QuarantineEntry(SHA, "acme.plugin.rate", "1.1.0", "failed as a canary\n", NOW.minusSeconds(60)));
    }

    static List<UnloadStatus> unloads() {
        return List.of(
                new UnloadStatus("acme.plugin.rate 0.8.0", NOW, UnloadStatus.State.GONE, List.of(), List.of()),
                new UnloadStatus(
                        "acme.plugin.rate 0.9.0",
                        NOW.minusSeconds(60),
                        UnloadStatus.State.WATCHED,
                        List.of(),
                        List.of()),
                new UnloadStatus(
                        "acme.plugin.rate 1.0.0",
                        NOW.minusSeconds(90),
                        UnloadStatus.State.HELD,
                        List.of("thread pool-1\u001B[2J: stop it"),
                        List.of("thread locals: --add-opens java.base/java.lang=ALL-UNNAMED")));
    }
}
