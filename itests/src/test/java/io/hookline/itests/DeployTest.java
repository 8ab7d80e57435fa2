package io.hookline.itests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.hookline.api.hook.Hook;
import io.hookline.deploy.Artifact;
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
 * A test of the deployer, with short deadlines. Each test begins and ends without plugins. The history of the deployer
 * stays, so each test uses its own names.
 */
public abstract class DeployTest extends FrameworkTest {

    /** The configured timeout for stopping a release. */
    static final Duration STOP_TIMEOUT = Duration.ofMillis(1_500);

    /** The folder for jars. */
    @Rule
    public final TemporaryFolder jars = new TemporaryFolder();

    /** Makes the names of the tests unique. */
    @Rule
    public final TestName testName = new TestName();

    private final List<CountDownLatch> gates = new ArrayList<>();

    /** Starts the deployer, unless an earlier test has. */
    @Before
    public final void startDeployment() throws IOException, BundleException {
        Bundle deploy = bundleNamed("io.hookline.deploy");
        if (deploy.getState() != Bundle.ACTIVE) {
            configure(
                    "io.hookline.deploy",
                    Map.of(
                            // The start level of the framework of the tests.
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
        // What waits, or did not start, is in the set as well.
        List<String> names = deployer().history().get(0).artifacts().stream()
                .map(Artifact::name)
                .toList();
        if (!names.isEmpty()) {
            deployer().remove(names, DeployOptions.SAFE.withRipple(true), ProgressListener.NONE);
        }
        assertThat(running()).isEmpty();
    }

    final void configure(String pid, Map<String, Object> properties) throws IOException {
        service(ConfigurationAdmin.class).getConfiguration(pid, "?").update(FrameworkUtil.asDictionary(properties));
    }

    /** Sets how long a change waits for calls, until {@link #forgetDrainTimeout} resets it. */
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

    /** A name for a plugin or a point that only this test uses. */
    final String name(String last) {
        return (getClass().getSimpleName() + "." + testName.getMethodName() + "." + last).toLowerCase(Locale.ROOT);
    }

    /** A plugin of this test with a hook at the point of this test. */
    final BundleJar plugin(String last, String version, String... properties) {
        return BundleJar.components(name(last), version).hook(name("point"), properties);
    }

    /** The text that a hook of such a plugin adds to the trail. */
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

    /** Deploys plugins and asserts success. */
    final DeployResult deploy(BundleJar... plugins) throws Exception {
        return deploy(DeployOptions.SAFE, plugins);
    }

    /** Deploys sources and asserts success. */
    final DeployResult deploy(String... sources) throws Exception {
        return deployer().deploy(List.of(sources), DeployOptions.SAFE, ProgressListener.NONE);
    }

    final DeployResult deploy(DeployOptions options, BundleJar... plugins) throws Exception {
        return deployer().deploy(Stream.of(plugins).map(this::jar).toList(), options, ProgressListener.NONE);
    }

    final DeployResult remove(String last) throws Exception {
        return deployer().remove(List.of(name(last)), DeployOptions.SAFE, ProgressListener.NONE);
    }

    /** The hooks that a call at the point of this test runs through. */
    final List<String> call() throws Exception {
        return trigger(name("point"));
    }

    /** Opens the point of this test. */
    final void openPoint() {
        points().open(name("point"), Hook.class);
    }

    /** A gate at which plugins wait. It opens at the end of the test at the latest. */
    final CountDownLatch gate(String name) {
        CountDownLatch gate = new CountDownLatch(1);
        gates.add(gate);
        context().registerService(CountDownLatch.class, gate, FrameworkUtil.asDictionary(Map.of(Gate.NAME, name)));
        return gate;
    }

    /** The running releases, name and version. */
    final List<String> running() {
        return deployer().status().stream()
                .filter(row -> row.state() == ReleaseState.RUNNING)
                .map(row -> row.name() + " " + row.version())
                .toList();
    }

    /** The status of a release. */
    final ReleaseStatus row(String last, String version) {
        List<ReleaseStatus> found = deployer().status().stream()
                .filter(row -> row.name().equals(name(last)) && row.version().equals(version))
                .toList();
        assertThat(found).as(name(last) + " " + version).isNotEmpty();
        return found.get(found.size() - 1);
    }

    /** The bundle of an installed release. */
    final Bundle bundle(String last, String version) {
        return Stream.of(context().getBundles())
                .filter(bundle -> name(last).equals(bundle.getSymbolicName())
                        && bundle.getVersion().toString().equals(version))
                .findFirst()
                .orElseThrow(() -> new AssertionError(name(last) + " " + version + " is not installed"));
    }

    /** Everything that a refused change must not touch. */
    final World world() {
        return new World(
                runtime().generation(),
                deployer().history().stream().map(DesiredSet::number).toList(),
                running(),
                Stream.of(context().getBundles())
                        .map(bundle -> bundle + " in state " + bundle.getState())
                        .toList());
    }

    /** Makes a change and asserts that it is refused and touches nothing. */
    final DeployRefusedException refused(DeployRefusal expected, Attempt change) throws Exception {
        World before = world();
        DeployRefusedException refusal = refusedForNow(expected, change);
        assertThat(world().bundles()).isEqualTo(before.bundles());
        return refusal;
    }

    /**
     * Makes a change that has to be refused and to leave everything as it was, except the bundles, of which one hangs.
     */
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

    /** Waits until everything is as before. */
    final void awaitWorld(World before) {
        Awaitility.await().untilAsserted(() -> assertThat(world().bundles()).isEqualTo(before.bundles()));
        assertThat(world()).isEqualTo(before);
    }

    /** Deploys plugins and asserts that they are refused and nothing is touched. */
    final DeployRefusedException refused(DeployRefusal expected, BundleJar... plugins) throws Exception {
        return refused(expected, () -> deploy(plugins));
    }

    /** Options with a short deadline for becoming ready. */
    static DeployOptions impatient() {
        return DeployOptions.SAFE.withReadyTimeout(Duration.ofMillis(700));
    }

    /** A change by an operator. */
    interface Attempt {
        void make() throws Exception;
    }

    /**
     * What a refused change must not touch.
     *
     * @param generation the number of the generation
     * @param history the numbers of all desired sets
     * @param running the running releases
     * @param bundles all bundles with their states
     */
    record World(long generation, List<Long> history, List<String> running, List<String> bundles) {}
}
