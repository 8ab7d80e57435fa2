package io.hookline.deploy.internal.component;

import io.hookline.api.runtime.RuntimeEvent;
import io.hookline.config.ReleaseConfigurations;
import io.hookline.deploy.CanaryOptions;
import io.hookline.deploy.ChangeRequest;
import io.hookline.deploy.DeployOptions;
import io.hookline.deploy.DeployRefusal;
import io.hookline.deploy.DeployRefusedException;
import io.hookline.deploy.DeployResult;
import io.hookline.deploy.Prepared;
import io.hookline.deploy.ProgressListener;
import io.hookline.deploy.ReleaseState;
import io.hookline.deploy.ReleaseStatus;
import io.hookline.deploy.artifact.ArtifactType;
import io.hookline.deploy.internal.artifact.ArtifactTypes;
import io.hookline.deploy.internal.boot.HeldStarts;
import io.hookline.deploy.internal.boot.ProcessState;
import io.hookline.deploy.internal.release.GenerationPublisher;
import io.hookline.deploy.internal.verify.JarLimits;
import io.hookline.deploy.internal.verify.SignaturePolicy;
import io.hookline.unload.UnloadReport;
import io.hookline.unload.UnloadWatch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.Assertions;
import org.jspecify.annotations.Nullable;

/** A deployment over a folder, without a framework: its releases are text files. */
final class TestDeployment implements AutoCloseable {

    final List<String> events = new CopyOnWriteArrayList<>();
    final List<RuntimeEvent> told = new CopyOnWriteArrayList<>();
    final FakeReleaseControl control = new FakeReleaseControl(events);
    final FakeType bundles = new FakeType("bundle", events);
    final List<ArtifactType> types = new CopyOnWriteArrayList<>();
    final List<Runnable> onStarted = new CopyOnWriteArrayList<>();
    volatile @Nullable ReleaseConfigurations configurations;
    volatile boolean heldIsDue;
    final AtomicInteger settled = new AtomicInteger();
    private final Path folder;
    private final Path files;
    private final Duration preparedTimeout;
    private final @Nullable Path dropFolder;
    private @Nullable Deployment deployment;
    private int written;

    TestDeployment(Path folder) throws IOException {
        this(folder, Duration.ofMinutes(1), null);
    }

    TestDeployment(Path folder, Duration preparedTimeout, @Nullable Path dropFolder) throws IOException {
        this.folder = folder.resolve("deploy");
        this.files = Files.createDirectories(folder.resolve("files"));
        this.preparedTimeout = preparedTimeout;
        this.dropFolder = dropFolder;
    }

    TestDeployment start() throws Exception {
        Deployment opened = open();
        opened.start();
        return this;
    }

    private Deployment open() throws IOException {
        Deployment opened = new Deployment(
                new DeploymentSettings(
                        folder,
                        null,
                        dropFolder,
                        40,
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(2),
                        preparedTimeout,
                        Duration.ofMillis(1),
                        JarLimits.DEFAULTS,
                        SignaturePolicy.parse(false, List.of())),
                new DeploymentEnvironment(
                        control,
                        new GenerationPublisher(control),
                        told::add,
                        new ArtifactTypes(bundles, () -> List.copyOf(types)),
                        new Held(),
                        new StartedProcess(),
                        new NoWatch(),
                        () -> configurations,
                        List::of,
                        () -> {}));
        deployment = opened;
        return opened;
    }

    /** The deployer under test. */
    Deployment deployer() {
        if (deployment == null) {
            throw new IllegalStateException("it was not started");
        }
        return deployment;
    }

    /** Writes a release to a file of its own; more lines such as {@code "fails-to-start=true"}. */
    String file(String name, String version, String... lines) throws IOException {
        return fileOf("bundle", name, version, lines);
    }

    String fileOf(String type, String name, String version, String... lines) throws IOException {
        Path file = files.resolve(name + "-" + version + "-" + ++written + ".txt");
        StringBuilder text = new StringBuilder(type + "\nname=" + name + "\nversion=" + version + "\n");
        for (String line : lines) {
            text.append(line).append('\n');
        }
        return Files.writeString(file, text).toString();
    }

    DeployResult deploy(String... sources) throws Exception {
        return deployer().deploy(List.of(sources), DeployOptions.SAFE, ProgressListener.NONE);
    }

    Prepared prepare(String... sources) throws Exception {
        return prepare(ChangeRequest.deploy(List.of(sources), DeployOptions.SAFE));
    }

    Prepared prepare(ChangeRequest request) throws Exception {
        return deployer().prepare(request, ProgressListener.NONE);
    }

    void canary(String source) throws Exception {
        deployer().canary(source, CanaryOptions.DEFAULT, DeployOptions.SAFE, ProgressListener.NONE);
    }

    /** What a change is refused for. */
    static DeployRefusedException refusal(ThrowingChange change) {
        Throwable thrown = Assertions.catchThrowable(change::make);
        Assertions.assertThat(thrown).isInstanceOf(DeployRefusedException.class);
        return (DeployRefusedException) thrown;
    }

    static DeployRefusal refusalOf(ThrowingChange change) {
        return refusal(change).refusal();
    }

    /** Name and version of all that the current desired set names. */
    List<String> desired() {
        return deployer().history().get(0).artifacts().stream()
                .map(artifact -> artifact.label())
                .toList();
    }

    ReleaseStatus status(String name, String version) {
        return deployer().status().stream()
                .filter(row -> row.name().equals(name) && row.version().equals(version))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no row of " + name + " " + version));
    }

    ReleaseState state(String name, String version) {
        return status(name, version).state();
    }

    /** The process ends without an orderly stop: nothing is undone, and a new process begins on the same folder. */
    TestDeployment crash() throws IOException {
        return new TestDeployment(folder.getParent(), preparedTimeout, dropFolder);
    }

    @Override
    public void close() {
        if (deployment != null) {
            deployment.close();
        }
    }

    /** A change that may be refused. */
    @FunctionalInterface
    interface ThrowingChange {

        void make() throws Exception;
    }

    private final class Held implements HeldStarts {

        @Override
        public boolean isDue() {
            return heldIsDue;
        }

        @Override
        public void settle() {
            heldIsDue = false;
            settled.incrementAndGet();
        }
    }

    private final class StartedProcess implements ProcessState {

        @Override
        public boolean isStopping() {
            return false;
        }

        @Override
        public Runnable whenStarted(Runnable action) {
            onStarted.add(action);
            return () -> onStarted.remove(action);
        }
    }

    private static final class NoWatch implements UnloadWatch {

        @Override
        public void watch(String release, ClassLoader loader) {}

        @Override
        public void removed(String release) {}

        @Override
        public void check() {}

        @Override
        public void again() {}

        @Override
        public List<UnloadReport> reports() {
            return List.of();
        }

        @Override
        public int live() {
            return 0;
        }

        @Override
        public Optional<String> heapPath(String release, Path dump) {
            return Optional.empty();
        }
    }
}
