package io.hookline.shell.internal.doctor;

import io.hookline.common.file.RegularFile;
import io.hookline.deploy.Artifact;
import io.hookline.deploy.Deployer;
import io.hookline.deploy.DesiredSet;
import io.hookline.deploy.QuarantineEntry;
import io.hookline.deploy.ReleaseState;
import io.hookline.deploy.ReleaseStatus;
import io.hookline.deploy.UnloadStatus;
import io.hookline.shell.doctor.DoctorCheck;
import io.hookline.shell.doctor.Finding;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/** Checks releases: what is to run and what runs, quarantine, classes that stay, abandoned threads, the drop folder. */
@Component
public final class ReleasesCheck implements DoctorCheck {

    private static final int MOST_BYTES = 4_096;
    private static final String NOTE = ".refused.txt";
    private static final Duration AHEAD = Duration.ofMinutes(2);

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable Deployer deployer;

    private final @Nullable Path drop;
    private final InstantSource clock;

    /** With the deployer that comes. */
    @Activate
    public ReleasesCheck(BundleContext context) {
        this(null, folder(context.getProperty("hookline.data")), InstantSource.system());
    }

    ReleasesCheck(@Nullable Deployer deployer, @Nullable Path drop, InstantSource clock) {
        this.deployer = deployer;
        this.drop = drop;
        this.clock = clock;
    }

    private static @Nullable Path folder(@Nullable String data) {
        return data == null ? null : Path.of(data, "drop");
    }

    @Override
    public List<Finding> findings() {
        Deployer there = deployer;
        if (there == null) {
            return List.of(Finding.problem(
                    "releases",
                    "the deployer is not running, so nothing can be deployed",
                    "its component did not start",
                    "see scr:info io.hookline.deploy.internal.component.DeployService, and hook:logs --level warn"));
        }
        List<Finding> findings = new ArrayList<>();
        List<ReleaseStatus> releases = there.status();
        List<DesiredSet> history = there.history();
        if (!history.isEmpty()) {
            desired(history.get(0), releases, findings);
        }
        releases.forEach(release -> remark(release, findings));
        there.quarantine().forEach(entry -> quarantine(entry, findings));
        there.unloads().forEach(unload -> unload(unload, findings));
        dropFolder(findings);
        if (findings.isEmpty()) {
            long running = releases.stream()
                    .filter(release -> release.state() == ReleaseState.RUNNING)
                    .count();
            findings.add(Finding.ok("releases", "all " + running + " releases of the desired set run"));
        }
        return findings;
    }

    private void desired(DesiredSet set, List<ReleaseStatus> releases, List<Finding> findings) {
        for (Artifact artifact : set.started()) {
            List<ReleaseStatus> same = releases.stream()
                    .filter(release -> release.name().equals(artifact.name())
                            && release.version().equals(artifact.version()))
                    .toList();
            if (same.stream().noneMatch(release -> release.state() == ReleaseState.RUNNING)) {
                findings.add(Finding.problem(
                        "releases",
                        artifact.label() + " is to run and does not"
                                + (same.isEmpty()
                                        ? ""
                                        : ": it is " + same.get(0).state()),
                        same.isEmpty() ? "it is not installed" : same.get(0).why(),
                        "see hook:status and hook:refused; go back to what ran: hook:rollback; or start it: hook:start "
                                + artifact.name()));
            }
        }
        Instant now = clock.instant();
        if (set.at().isAfter(now.plus(AHEAD))) {
            findings.add(Finding.problem(
                    "clock",
                    "the newest set was written at " + set.at() + ", and the clock says " + now,
                    "the clock of this machine was set back, or is wrong",
                    "correct the clock, with NTP for instance: certificates, tokens and canaries go by it"));
        }
    }

    /** What the deployer says of a release that runs, or has left: threads that were given up, for instance. */
    private static void remark(ReleaseStatus release, List<Finding> findings) {
        boolean isReported = release.state() == ReleaseState.WAITING
                || release.state() == ReleaseState.FAILED
                || release.state() == ReleaseState.QUARANTINED;
        if (!isReported && !release.why().isEmpty()) {
            findings.add(
                    Finding.warning(
                            "releases",
                            release.name() + " " + release.version() + " is " + release.state() + ": " + release.why(),
                            "",
                            "see hook:status --all and hook:refused; a restart of the process ends threads that were given up"));
        }
    }

    private static void quarantine(QuarantineEntry entry, List<Finding> findings) {
        findings.add(Finding.warning(
                "quarantine",
                entry.name() + " " + entry.version() + " must not run",
                entry.reason(),
                "deploy a corrected release; or, if that is settled: hook:parole " + entry.name() + " "
                        + entry.version()));
    }

    private static void unload(UnloadStatus unload, List<Finding> findings) {
        if (unload.state() == UnloadStatus.State.HELD) {
            findings.add(Finding.warning(
                    "leaks",
                    "the classes of " + unload.release() + " are still in memory",
                    String.join("; ", unload.holders()),
                    "correct the plugin, see hook:leaks; a restart of the process frees the memory"));
        }
    }

    private void dropFolder(List<Finding> findings) {
        Path folder = drop;
        if (folder == null || !Files.isDirectory(folder)) {
            return;
        }
        try (Stream<Path> files = Files.list(folder)) {
            for (Path note : files.filter(file -> file.toString().endsWith(NOTE))
                    .sorted()
                    .toList()) {
                String jar = note.getFileName().toString().replace(NOTE, "");
                findings.add(Finding.problem(
                        "drop folder",
                        jar + " is refused",
                        new String(RegularFile.read(note, MOST_BYTES), StandardCharsets.UTF_8)
                                .lines()
                                .findFirst()
                                .orElse(""),
                        "correct the jar and put it there again, or delete it from " + folder));
            }
        } catch (IOException e) {
            findings.add(Finding.warning(
                    "drop folder", folder + " cannot be read", e.toString(), "see the permissions of the folder"));
        }
    }
}
