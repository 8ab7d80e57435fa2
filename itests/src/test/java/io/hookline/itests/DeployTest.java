package io.hookline.itests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.hookline.api.hook.Hook;
import io.hookline.deploy.CanaryState;
import io.hookline.deploy.CanaryStatus;
import io.hookline.deploy.DeployOptions;
import io.hookline.deploy.DeployRefusal;
import io.hookline.deploy.DeployRefusedException;
import io.hookline.deploy.DeployResult;
import io.hookline.deploy.Deployer;
import io.hookline.deploy.DesiredSet;
import io.hookline.deploy.ProgressListener;
import io.hookline.deploy.ReleaseState;
import io.hookline.deploy.ReleaseStatus;
import io.hookline.engine.release.ReleaseControl;
import io.hookline.itests.fixture.BundleJar;
import io.hookline.itests.fixture.Gate;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.rules.TemporaryFolder;
import org.junit.rules.TestName;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.osgi.framework.FrameworkUtil;
import org.osgi.service.cm.ConfigurationAdmin;

/**
 * A test of the deployment, which has short deadlines and begins and ends without plugins. Its history stays, so each test has
 * names of its own.
 */
public abstract class DeployTest extends FrameworkTest {

    /** How long stopping a release may take, as these tests configure it. */
    static final Duration STOP_TIMEOUT = Duration.ofMillis(1_500);

    /** What jars are written to. */
    @Rule
    public final TemporaryFolder jars = new TemporaryFolder();

    /** Tells the tests' names apart. */
    @Rule
    public final TestName testName = new TestName();

    private final List<CountDownLatch> gates = new ArrayList<>();

    /** Starts the deployment, if no test before has. */
    @Before
    public final void startDeployment() throws IOException, BundleException {
        Bundle deploy = bundleNamed("io.hookline.deploy");
        if (deploy.getState() != Bundle.ACTIVE) {
            configure(
                    "io.hookline.deploy",
                    Map.of(
                            // The framework of the tests goes no higher.
                            "startLevel", 1,
                            "readyTimeoutMillis", 10_000L,
                            "stopTimeoutMillis", STOP_TIMEOUT.toMillis(),
                            "stateTimeoutMillis", 1_000L,
                            "healthTimeoutMillis", 700L));
            deploy.start();
        }
        assertThat(running()).isEmpty();
    }

    /** Opens all gates and removes all plugins. */
    @After
    public final void removePlugins() throws Exception {
        gates.forEach(CountDownLatch::countDown);
        for (CanaryStatus canary : deployer().canaries()) {
            if (canary.state() == CanaryState.RUNNING || canary.state() == CanaryState.PAUSED) {
                deployer().abortCanary(canary.name(), ProgressListener.NONE);
            }
        }
        List<String> names = running().stream()
                .map(label -> label.substring(0, label.indexOf(' ')))
                .toList();
        if (!names.isEmpty()) {
            deployer().remove(names, DeployOptions.SAFE.withRipple(true), ProgressListener.NONE);
        }
        assertThat(running()).isEmpty();
    }

    final void configure(String pid, Map<String, Object> properties) throws IOException {
        service(ConfigurationAdmin.class).getConfiguration(pid, "?").update(FrameworkUtil.asDictionary(properties));
    }

    /** How long a change waits for calls, until the test gives it back by {@link #forgetDrainTimeout}. */
    final void drainTimeout(Duration timeout) throws IOException {
        configure("io.hookline.core", Map.of("drainTimeoutMillis", timeout.toMillis()));
        Awaitility.await().until(() -> service(ReleaseControl.class).drainTimeout(), timeout::equals);
    }

    final void forgetDrainTimeout() throws IOException {
        drainTimeout(Duration.ofSeconds(10));
    }

    final Deployer deployer() {
        return service(Deployer.class);
    }

    /** A name of this test's own: of a plugin, or of a point. */
    final String name(String last) {
        return (getClass().getSimpleName() + "." + testName.getMethodName() + "." + last).toLowerCase(Locale.ROOT);
    }

    /** A plugin of this test's own with a hook at the point of this test's own. */
    final BundleJar plugin(String last, String version, String... properties) {
        return BundleJar.components(name(last), version).hook(name("point"), properties);
    }

    /** What a hook of such a plugin leaves in the trail. */
    final String hook(String last, String version) {
        return name(last) + "@" + version;
    }

    /** The jar of a plugin. */
    final String jar(BundleJar plugin) {
        return plugin.in(folder());
    }

    final Path folder() {
        return jars.getRoot().toPath();
    }

    /** Deploys plugins, which has to succeed. */
    final DeployResult deploy(BundleJar... plugins) throws Exception {
        return deploy(DeployOptions.SAFE, plugins);
    }

    /** Deploys sources, which has to succeed. */
    final DeployResult deploy(String... sources) throws Exception {
        return deployer().deploy(List.of(sources), DeployOptions.SAFE, ProgressListener.NONE);
    }

    final DeployResult deploy(DeployOptions options, BundleJar... plugins) throws Exception {
        return deployer().deploy(Stream.of(plugins).map(this::jar).toList(), options, ProgressListener.NONE);
    }

    final DeployResult remove(String last) throws Exception {
        return deployer().remove(List.of(name(last)), DeployOptions.SAFE, ProgressListener.NONE);
    }

    /** The hooks that a call at this test's own point goes through. */
    final List<String> call() throws Exception {
        return trigger(name("point"));
    }

    /** Opens this test's own point. */
    final void openPoint() {
        points().open(name("point"), Hook.class);
    }

    /** A gate at which plugins wait; it is open at the end of the test at the latest. */
    final CountDownLatch gate(String name) {
        CountDownLatch gate = new CountDownLatch(1);
        gates.add(gate);
        context().registerService(CountDownLatch.class, gate, FrameworkUtil.asDictionary(Map.of(Gate.NAME, name)));
        return gate;
    }

    /** The releases that run, name and version. */
    final List<String> running() {
        return deployer().status().stream()
                .filter(row -> row.state() == ReleaseState.RUNNING)
                .map(row -> row.name() + " " + row.version())
                .toList();
    }

    /** The row of a release. */
    final ReleaseStatus row(String last, String version) {
        List<ReleaseStatus> found = deployer().status().stream()
                .filter(row -> row.name().equals(name(last)) && row.version().equals(version))
                .toList();
        assertThat(found).as(name(last) + " " + version).isNotEmpty();
        return found.get(found.size() - 1);
    }

    /** The bundle of a release that is installed. */
    final Bundle bundle(String last, String version) {
        return Stream.of(context().getBundles())
                .filter(bundle -> name(last).equals(bundle.getSymbolicName())
                        && bundle.getVersion().toString().equals(version))
                .findFirst()
                .orElseThrow(() -> new AssertionError(name(last) + " " + version + " is not installed"));
    }

    /** Everything that a refused change leaves as it was. */
    final World world() {
        return new World(
                runtime().generation(),
                deployer().history().stream().map(DesiredSet::number).toList(),
                running(),
                Stream.of(context().getBundles())
                        .map(bundle -> bundle + " in state " + bundle.getState())
                        .toList());
    }

    /** Makes a change that has to be refused and to leave everything as it was. */
    final DeployRefusedException refused(DeployRefusal expected, Attempt change) throws Exception {
        World before = world();
        DeployRefusedException refusal = refusedForNow(expected, change);
        assertThat(world().bundles()).isEqualTo(before.bundles());
        return refusal;
    }

    /** Makes a change that has to be refused and to leave everything as it was, but for the bundles: one of them hangs. */
    final DeployRefusedException refusedForNow(DeployRefusal expected, Attempt change) throws Exception {
        World before = world();
        DeployRefusedException refusal = catchThrowableOfType(DeployRefusedException.class, change::make);
        assertThat(refusal).as("refused").isNotNull();
        assertThat(refusal.refusal()).as(refusal.getMessage()).isEqualTo(expected);
        World after = world();
        assertThat(after.generation()).isEqualTo(before.generation());
        assertThat(after.history()).isEqualTo(before.history());
        assertThat(after.running()).isEqualTo(before.running());
        return refusal;
    }

    /** Waits until everything is as it was. */
    final void awaitWorld(World before) {
        Awaitility.await().untilAsserted(() -> assertThat(world().bundles()).isEqualTo(before.bundles()));
        assertThat(world()).isEqualTo(before);
    }

    /** Deploys plugins, which has to be refused and to leave everything as it was. */
    final DeployRefusedException refused(DeployRefusal expected, BundleJar... plugins) throws Exception {
        return refused(expected, () -> deploy(plugins));
    }

    /** Releases that do not become ready are given up soon. */
    static DeployOptions impatient() {
        return DeployOptions.SAFE.withReadyTimeout(Duration.ofMillis(700));
    }

    /** A change that an operator tries to make. */
    interface Attempt {
        void make() throws Exception;
    }

    /**
     * What a refused change must not touch.
     *
     * @param generation its number
     * @param history numbers of all desired sets
     * @param running the releases
     * @param bundles all of the framework's, each with its state
     */
    record World(long generation, List<Long> history, List<String> running, List<String> bundles) {}
}
