package io.hookline.deploy.internal.bundle;

import io.hookline.deploy.DeployRefusal;
import io.hookline.deploy.DeployRefusedException;
import io.hookline.deploy.artifact.StartContext;
import io.hookline.deploy.internal.task.Countdown;
import io.hookline.deploy.internal.task.DeadlineTask;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.osgi.framework.Bundle;

/** Starts installed bundles within a change, until they are ready to be called. Used by one thread at a time. */
final class BundleStarter {

    private static final Duration POLL_EVERY = Duration.ofMillis(20);

    private final PluginBundles bundles;
    private final Readiness readiness;
    private final LifecycleRunner lifecycles;

    BundleStarter(PluginBundles bundles, Readiness readiness, LifecycleRunner lifecycles) {
        this.bundles = bundles;
        this.readiness = readiness;
        this.lifecycles = lifecycles;
    }

    void start(List<Bundle> arriving, Collection<Bundle> leaving, StartContext context)
            throws DeployRefusedException, InterruptedException {
        startBundles(arriving, leaving, context);
        long begun = System.nanoTime();
        awaitReady(arriving, readiness::of, begun, context);
        startPlugins(arriving, begun, context);
        awaitReady(arriving, readiness::healthOf, begun, context);
    }

    private void startBundles(List<Bundle> arriving, Collection<Bundle> leaving, StartContext context)
            throws DeployRefusedException, InterruptedException {
        awaitFramework(arriving, context);
        try (StagedWiring kept = new StagedWiring(bundles.context(), arriving, leaving)) {
            if (!bundles.resolve(arriving)) {
                throw new DeployRefusedException(
                        DeployRefusal.UNRESOLVED,
                        "the framework does not resolve " + labels(arriving)
                                + " although a dry run did: did a bundle go meanwhile? hook:refused tells more");
            }
            for (Bundle bundle : PluginBundles.inDependencyOrder(arriving)) {
                context.checkCancelled();
                refuseUnfit(bundle);
                startBundle(bundle, context);
            }
        }
    }

    /** The framework resolves nothing while it refreshes, by hand for instance, and waits for a bundle that hangs. */
    private void awaitFramework(List<Bundle> arriving, StartContext context)
            throws DeployRefusedException, InterruptedException {
        Countdown countdown = new Countdown(context.timeout(), context::progress);
        while (!bundles.wiringLock().isFree(POLL_EVERY)) {
            context.checkCancelled();
            if (countdown.isOver()) {
                throw new DeployRefusedException(
                        DeployRefusal.NOT_READY,
                        labels(arriving) + " cannot be resolved now: "
                                + bundles.wiringLock().why());
            }
            countdown.tick("waiting for the framework, which refreshes bundles");
        }
    }

    /** Code of the plugin runs meanwhile, its constructors too: if it hangs, its thread is given up. */
    private void startBundle(Bundle bundle, StartContext context) throws DeployRefusedException, InterruptedException {
        String step = "starting " + label(bundle);
        context.progress(step);
        Countdown countdown = new Countdown(context.timeout(), context::progress);
        DeadlineTask task =
                DeadlineTask.begin("hookline-start-" + bundle.getBundleId(), () -> PluginBundles.start(bundle));
        while (!task.await(POLL_EVERY) && !countdown.isOver() && !context.isCancelled()) {
            countdown.tick(step);
        }
        DeadlineTask.Outcome outcome = task.hasEnded() ? task.outcome() : task.giveUp();
        if (!outcome.ended()) {
            bundles.abandoned().add(bundle, task);
        }
        context.checkCancelled();
        if (!outcome.isGood()) {
            throw new DeployRefusedException(
                    DeployRefusal.NOT_READY, label(bundle) + " does not start: " + outcome.problem(context.timeout()));
        }
    }

    private void startPlugins(List<Bundle> arriving, long begun, StartContext context)
            throws DeployRefusedException, InterruptedException {
        for (Bundle bundle : PluginBundles.inDependencyOrder(arriving)) {
            context.checkCancelled();
            String step = "waiting for the start of " + label(bundle);
            if (readiness.hasLifecycle(bundle)) {
                context.progress(step);
            }
            Duration left = context.timeout().minusNanos(System.nanoTime() - begun);
            Countdown countdown = new Countdown(left, context::progress);
            Optional<String> problem = lifecycles.start(bundle, context.reason(), left, () -> {
                countdown.tick(step);
                return context.isCancelled();
            });
            context.checkCancelled();
            if (problem.isPresent()) {
                throw new DeployRefusedException(
                        DeployRefusal.NOT_READY, label(bundle) + " does not start: " + problem.get());
            }
        }
    }

    /** A component that starts without the configuration that is meant for it behaves differently than intended. */
    private void refuseUnfit(Bundle bundle) throws DeployRefusedException {
        List<String> unfit = bundles.unfit(bundle);
        if (!unfit.isEmpty()) {
            throw new DeployRefusedException(
                    DeployRefusal.CONFIGURATION,
                    label(bundle) + " is not fit to start: " + unfit.get(0) + "; fix it in conf/ or with hook:config",
                    unfit.subList(1, unfit.size()));
        }
    }

    private static void awaitReady(List<Bundle> arriving, ReadinessProbe probe, long begun, StartContext context)
            throws DeployRefusedException, InterruptedException {
        Countdown countdown = new Countdown(context.timeout().minusNanos(System.nanoTime() - begun), context::progress);
        while (true) {
            Readiness.State lacks = probe.check(arriving);
            if (lacks.isReady()) {
                return;
            }
            long now = System.nanoTime();
            if (!lacks.failures().isEmpty() || now - begun > context.timeout().toNanos()) {
                String within = lacks.failures().isEmpty()
                        ? " within " + context.timeout().toMillis() + " ms"
                        : "";
                throw new DeployRefusedException(
                        DeployRefusal.NOT_READY,
                        labels(arriving) + " did not become ready" + within + ": "
                                + lacks.all().get(0),
                        lacks.all());
            }
            countdown.tick("waiting until ready: " + lacks.all().get(0));
            context.pause(POLL_EVERY);
        }
    }

    private static String label(Bundle bundle) {
        return bundle.getSymbolicName() + " " + bundle.getVersion();
    }

    private static String labels(List<Bundle> some) {
        return String.join(", ", some.stream().map(BundleStarter::label).toList());
    }

    /** Finds out what bundles lack. */
    @FunctionalInterface
    private interface ReadinessProbe {

        Readiness.State check(List<Bundle> installed) throws InterruptedException;
    }
}
