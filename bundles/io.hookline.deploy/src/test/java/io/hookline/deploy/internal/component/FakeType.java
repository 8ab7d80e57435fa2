package io.hookline.deploy.internal.component;

import io.hookline.api.runtime.ReleaseId;
import io.hookline.deploy.DeployRefusal;
import io.hookline.deploy.DeployRefusedException;
import io.hookline.deploy.artifact.ApiComparison;
import io.hookline.deploy.artifact.ArtifactDescription;
import io.hookline.deploy.artifact.ArtifactIdentity;
import io.hookline.deploy.artifact.ArtifactLimits;
import io.hookline.deploy.artifact.ArtifactType;
import io.hookline.deploy.artifact.Dependant;
import io.hookline.deploy.artifact.Health;
import io.hookline.deploy.artifact.Resolution;
import io.hookline.deploy.artifact.StagedRelease;
import io.hookline.deploy.artifact.StagingRequest;
import io.hookline.deploy.artifact.StartContext;
import io.hookline.deploy.artifact.StopOutcome;
import io.hookline.engine.release.PlannedHook;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Releases that are text files: the name of the type, then lines such as {@code name=plugin}. Does what the files say.
 */
final class FakeType implements ArtifactType {

    private static final AtomicLong IDS = new AtomicLong(100);

    private final String name;
    private final List<String> events;
    final Map<String, FakeRelease> installed = new ConcurrentHashMap<>();
    final List<String> retained = new CopyOnWriteArrayList<>();
    final Set<String> failing = ConcurrentHashMap.newKeySet();
    /** Run by each handover of state. */
    volatile Runnable onHandOver = () -> {};

    final CountDownLatch startGate = new CountDownLatch(1);
    final CountDownLatch stopGate = new CountDownLatch(1);
    final List<Dependant> dependants = new CopyOnWriteArrayList<>();

    FakeType(String name, List<String> events) {
        this.name = name;
        this.events = events;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public boolean recognises(Path content) throws IOException {
        return Files.readString(content).startsWith(name + "\n");
    }

    @Override
    public ArtifactIdentity verify(Path content, ArtifactLimits limits) throws DeployRefusedException {
        Map<String, String> lines = lines(content);
        if (lines.containsKey("slow-to-verify")) {
            sleep(Duration.ofSeconds(30));
        }
        if (lines.containsKey("damaged")) {
            throw new DeployRefusedException(DeployRefusal.DAMAGED, "it is damaged");
        }
        return new ArtifactIdentity(lines.get("name"), lines.get("version"));
    }

    @Override
    public ArtifactDescription describe(Path content, ArtifactIdentity identity) throws DeployRefusedException {
        List<PlannedHook> hooks = new ArrayList<>();
        String hook = lines(content).get("hook");
        if (hook != null) {
            hooks.add(new PlannedHook("point", hook, identity.name(), identity.version(), 0, List.of(), List.of()));
        }
        String reason = lines(content).get("refused");
        if (reason != null) {
            throw new DeployRefusedException(DeployRefusal.REACHES_INTO_FRAMEWORK, reason);
        }
        String point = lines(content).get("point");
        if (lines(content).containsKey("overflows")) {
            throw new StackOverflowError("nested too deep");
        }
        return new ArtifactDescription(
                hooks,
                List.of(),
                point == null ? List.of() : List.of(point),
                lines(content).containsKey("complete"));
    }

    @Override
    public ApiComparison compare(Path running, Path next) throws IOException {
        boolean lies = Files.readString(next).contains("lies=true");
        return new ApiComparison(!lies, lies ? "the version lies about the change" : "honest", List.of("a change"));
    }

    @Override
    public Resolution resolve(List<Path> arriving, Collection<StagedRelease> leaving) throws IOException {
        for (Path content : arriving) {
            if (Files.readString(content).contains("requires=")) {
                return new Resolution(DeployRefusal.UNRESOLVED, "something is missing", List.of("to fix it: add it"));
            }
        }
        Set<String> there = new HashSet<>(names(arriving));
        installed.values().stream()
                .filter(release -> release.active && !leaving.contains(release))
                .forEach(release -> there.add(release.id.name()));
        return missing(arriving, there).values().stream().findFirst().orElse(Resolution.RESOLVED);
    }

    @Override
    public Map<Path, Resolution> unstartable(Collection<Path> set) throws IOException {
        return missing(set, names(set));
    }

    /** The files that need a release whose name is not there. */
    private static Map<Path, Resolution> missing(Collection<Path> files, Set<String> there) throws IOException {
        Map<Path, Resolution> missing = new LinkedHashMap<>();
        for (Path file : files) {
            for (String line : Files.readAllLines(file)) {
                if (line.startsWith("needs=") && !there.contains(line.substring("needs=".length()))) {
                    missing.put(
                            file,
                            new Resolution(DeployRefusal.UNRESOLVED, "it " + line + ", which is not here", List.of()));
                }
            }
        }
        return missing;
    }

    private static Set<String> names(Collection<Path> files) throws IOException {
        Set<String> names = new HashSet<>();
        for (Path file : files) {
            Files.readAllLines(file).stream()
                    .filter(line -> line.startsWith("name="))
                    .forEach(line -> names.add(line.substring("name=".length())));
        }
        return names;
    }

    @Override
    public List<String> conflicts(ArtifactIdentity identity, Path content) {
        return identity.name().equals("foreign") ? List.of("foreign is installed by hand") : List.of();
    }

    @Override
    public List<Dependant> dependants(Collection<StagedRelease> leaving) {
        return leaving.isEmpty() ? List.of() : List.copyOf(dependants);
    }

    @Override
    public StagedRelease stage(StagingRequest request) throws DeployRefusedException {
        Map<String, String> lines = lines(request.content());
        if (lines.containsKey("fails-to-install")) {
            throw new DeployRefusedException(DeployRefusal.NOT_READY, "it cannot be installed");
        }
        if (lines.containsKey("breaks-the-type")) {
            throw new IllegalStateException("a fault of the type");
        }
        FakeRelease release = new FakeRelease(
                new ReleaseId(request.identity().name(), request.identity().version(), IDS.incrementAndGet()), lines);
        installed.put(release.label(), release);
        events.add("stage " + release.label());
        return release;
    }

    @Override
    public void start(List<StagedRelease> arriving, Collection<StagedRelease> leaving, StartContext context)
            throws DeployRefusedException, InterruptedException {
        for (StagedRelease staged : arriving) {
            FakeRelease release = (FakeRelease) staged;
            events.add("start " + release.label());
            if (release.lines.containsKey("waits-for-ever")) {
                context.progress("waiting until ready");
                while (true) {
                    context.pause(Duration.ofMillis(10));
                }
            }
            if (release.lines.containsKey("starts-at-the-gate")) {
                startGate.await();
            }
            if (release.lines.containsKey("fails-to-start") || failing.contains(release.label())) {
                throw new DeployRefusedException(DeployRefusal.NOT_READY, release.label() + " is not ready");
            }
            release.active = true;
        }
    }

    @Override
    public List<String> handOver(StagedRelease running, StagedRelease next) throws DeployRefusedException {
        FakeRelease to = (FakeRelease) next;
        events.add("hand over to " + to.label());
        onHandOver.run();
        if (to.lines.containsKey("refuses-state")) {
            throw new DeployRefusedException(DeployRefusal.STATE_REFUSED, "it does not take the state");
        }
        return List.of("state was handed over");
    }

    @Override
    public StopOutcome stop(StagedRelease staged, String reason, Duration timeout) throws InterruptedException {
        FakeRelease release = (FakeRelease) staged;
        events.add("stop " + release.label());
        release.active = false;
        if (release.lines.containsKey("stops-at-the-gate")) {
            stopGate.await();
        }
        return release.lines.containsKey("hangs-in-stop")
                ? new StopOutcome(false, List.of("its stop hangs"))
                : StopOutcome.STOPPED;
    }

    @Override
    public List<String> uninstall(Collection<StagedRelease> releases, Duration timeout) throws InterruptedException {
        if (releases.stream().anyMatch(release -> ((FakeRelease) release).lines.containsKey("restarts-at-the-gate"))) {
            stopGate.await();
        }
        releases.forEach(staged -> {
            FakeRelease release = (FakeRelease) staged;
            events.add("uninstall " + release.label());
            installed.remove(release.label(), release);
            release.gone = true;
            // What needs it cannot go on.
            installed.values().stream()
                    .filter(other -> release.id.name().equals(other.lines.get("needs")))
                    .filter(other -> installed.values().stream()
                            .noneMatch(left -> left.id.name().equals(release.id.name())))
                    .forEach(other -> other.active = false);
        });
        return List.of();
    }

    @Override
    public void retain(Path folder, Set<Path> content) {
        content.forEach(file -> retained.add(String.valueOf(file.getFileName())));
    }

    private Map<String, String> lines(Path content) throws DeployRefusedException {
        Map<String, String> lines = new ConcurrentHashMap<>();
        try {
            for (String line : Files.readAllLines(content)) {
                int equals = line.indexOf('=');
                if (equals > 0) {
                    lines.put(line.substring(0, equals), line.substring(equals + 1));
                }
            }
        } catch (IOException e) {
            throw new DeployRefusedException(DeployRefusal.UNREADABLE, String.valueOf(e));
        }
        if (!lines.containsKey("name")) {
            throw new DeployRefusedException(DeployRefusal.DAMAGED, "it is no " + name);
        }
        return lines;
    }

    private static void sleep(Duration duration) {
        try {
            Thread.sleep(duration.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** An installed text file. */
    static final class FakeRelease implements StagedRelease {

        private final ReleaseId id;
        private final Map<String, String> lines;
        volatile @Nullable ReleaseId replacement;
        volatile boolean active;
        volatile boolean gone;

        FakeRelease(ReleaseId id, Map<String, String> lines) {
            this.id = id;
            this.lines = lines;
        }

        String label() {
            return id.name() + " " + id.version();
        }

        @Override
        public ReleaseId id() {
            return id;
        }

        @Override
        public boolean isActive() {
            return active;
        }

        @Override
        public boolean isGone() {
            return gone;
        }

        @Override
        public @Nullable ReleaseId replacement() {
            return replacement;
        }

        @Override
        public String problem() {
            return active ? "" : "it is not active";
        }

        @Override
        public Health health() {
            String health = lines.get("health");
            return health == null ? Health.UNCHECKED : new Health(true, List.of(health));
        }
    }
}
