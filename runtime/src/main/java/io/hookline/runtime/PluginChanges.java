package io.hookline.runtime;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.wiring.FrameworkWiring;

/** The changes that the demo makes to plugins in use, as an operator would with the Felix commands. */
final class PluginChanges {

    static final String RATE_LIMIT = "io.hookline.plugin.ratelimit";

    private final BundleContext context;
    private final Distribution distribution;

    PluginChanges(BundleContext context, Distribution distribution) {
        this.context = context;
        this.distribution = distribution;
    }

    /** One round of changes. It ends with the releases that it began with. */
    List<Change> round() {
        Path old = distribution.plugin(RATE_LIMIT + "-1.0.0.jar");
        Path next = distribution.plugin("available/" + RATE_LIMIT + "-1.1.0.jar");
        return List.of(
                new Change("stop requestlog", Hold.UNTIL_IT_WAITS, "1.0.0", () -> bundle(
                                "io.hookline.plugin.requestlog", "1.1.0")
                        .stop(Bundle.STOP_TRANSIENT)),
                new Change(
                        "start requestlog", Hold.NONE, "1.0.0", () -> bundle("io.hookline.plugin.requestlog", "1.1.0")
                                .start(Bundle.START_TRANSIENT)),
                new Change("install ratelimit 1.1.0 beside 1.0.0", Hold.FROM_HERE, "1.0.0", () -> install(next)),
                new Change("uninstall ratelimit 1.0.0", Hold.UNTIL_IT_WAITS, "1.0.0", () -> uninstall("1.0.0")),
                new Change("update apikey in place; calls wait", Hold.UNTIL_IT_WAITS, "1.1.0", () -> bundle(
                                "io.hookline.plugin.apikey", "1.0.0")
                        .update()),
                new Change("install ratelimit 1.0.0 beside 1.1.0", Hold.NONE, "1.1.0", () -> install(old)),
                new Change("uninstall ratelimit 1.1.0", Hold.UNTIL_IT_WAITS, "1.1.0", () -> uninstall("1.1.0")));
    }

    private void install(Path jar) throws BundleException {
        context.installBundle(jar.toUri().toString()).start();
    }

    private void uninstall(String version) throws BundleException, InterruptedException {
        Bundle bundle = bundle(RATE_LIMIT, version);
        bundle.uninstall();
        CountDownLatch refreshed = new CountDownLatch(1);
        context.getBundle(0)
                .adapt(FrameworkWiring.class)
                .refreshBundles(List.of(bundle), event -> refreshed.countDown());
        refreshed.await();
    }

    private Bundle bundle(String name, String version) {
        return Arrays.stream(context.getBundles())
                .filter(bundle -> name.equals(bundle.getSymbolicName()))
                .filter(bundle -> bundle.getVersion().toString().equals(version))
                .findFirst()
                .orElseThrow(() -> new LaunchException("the plugin " + name + " " + version + " is not installed"));
    }

    /** How a step relates to a call that is held inside the gateway. */
    enum Hold {

        /** There is no held call. */
        NONE,

        /** A call begins before the step and is still held after it. */
        FROM_HERE,

        /** The step removes a release that the held call uses: it must not return before the call is finished. */
        UNTIL_IT_WAITS
    }

    /**
     * A change by an operator.
     *
     * @param hold how it relates to a call in flight
     * @param heldOn the release of the rate limit on which a call began that is held during this step
     */
    record Change(String name, Hold hold, String heldOn, Step step) {}

    /** The action of a step. */
    @FunctionalInterface
    interface Step {
        void run() throws BundleException, InterruptedException;
    }
}
