package io.hookline.runtime;

import java.io.InputStream;
import java.lang.StackWalker.Option;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.apache.felix.framework.Felix;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.startlevel.FrameworkStartLevel;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The framework, which only the launcher and the bundles of the product can stop, such as the shell. A plugin that
 * tries is refused. If none of them can be found among the callers, the stop is made, and counts as one that was not
 * asked for. Safe for use by many threads.
 */
@SuppressWarnings({"rawtypes", "unchecked"}) // as Felix overrides the specification
final class HooklineFramework extends Felix {

    private static final Logger LOG = LoggerFactory.getLogger(HooklineFramework.class);
    private static final StackWalker CALLERS =
            StackWalker.getInstance(Set.of(Option.RETAIN_CLASS_REFERENCE, Option.SHOW_HIDDEN_FRAMES));
    private static final String LAUNCHER = HooklineFramework.class.getPackageName() + ".";

    private final Predicate<String> isOfProduct;
    private final CountDownLatch stopBegun = new CountDownLatch(1);
    private volatile boolean askedFor = true;
    private volatile @Nullable Consumer<Boolean> listener;

    /**
     * A framework that is not initialised.
     *
     * @param isOfProduct whether a bundle with this location belongs to the product
     */
    HooklineFramework(Map<String, Object> configuration, Predicate<String> isOfProduct) {
        super(configuration);
        this.isOfProduct = isOfProduct;
    }

    /**
     * Sets who is told when a stop begins, before anything stops, on the thread that stops: true if it was asked for.
     * At once if it has begun.
     */
    void onStop(Consumer<Boolean> told) {
        synchronized (stopBegun) {
            listener = told;
        }
        if (stopBegun.getCount() == 0) {
            told.accept(askedFor);
        }
    }

    /** Waits until a stop begins. */
    void awaitStopBegun() throws InterruptedException {
        stopBegun.await();
    }

    /** Whether a stop has begun within some time. */
    boolean awaitStopBegun(long timeout, TimeUnit unit) throws InterruptedException {
        return stopBegun.await(timeout, unit);
    }

    /** Whether the stop that has begun was asked for. */
    boolean isAskedFor() {
        return askedFor;
    }

    @Override
    public void stop() throws BundleException {
        beginStop();
        super.stop();
    }

    @Override
    public void stop(int options) throws BundleException {
        beginStop();
        super.stop(options);
    }

    @Override
    public void update() throws BundleException {
        refusePlugins("restart");
        super.update();
    }

    @Override
    public void update(InputStream content) throws BundleException {
        refusePlugins("restart");
        super.update(content);
    }

    /** The start level of the framework is guarded while it runs. */
    @Override
    public <A> A adapt(Class<A> type) {
        A adapted = super.adapt(type);
        // Felix itself asks for its own class.
        return type == FrameworkStartLevel.class && getState() == ACTIVE
                ? type.cast(new GuardedStartLevel((FrameworkStartLevel) adapted, () -> new Hangs(getBundleContext())))
                : adapted;
    }

    private void beginStop() throws BundleException {
        boolean asked = refusePlugins("stop");
        Consumer<Boolean> told;
        synchronized (stopBegun) {
            if (stopBegun.getCount() == 0) {
                return;
            }
            askedFor = asked;
            told = listener;
            stopBegun.countDown();
        }
        if (!asked) {
            LOG.error(
                    "The framework is stopped, which neither the launcher nor a bundle of the product asked for",
                    new IllegalStateException("who stops it"));
        }
        if (told != null) {
            told.accept(asked);
        }
    }

    /** Whether the launcher or the product is among the callers; refuses if a plugin is. */
    private boolean refusePlugins(String what) throws BundleException {
        List<Class<?>> callers = CALLERS.walk(frames ->
                frames.<Class<?>>map(StackWalker.StackFrame::getDeclaringClass).toList());
        boolean asked = false;
        for (Class<?> caller : callers) {
            Optional<Bundle> bundle =
                    Optional.ofNullable(FrameworkUtil.getBundle(caller)).filter(found -> found.getBundleId() != 0);
            if (bundle.isPresent() && !isOfProduct.test(bundle.get().getLocation())) {
                String refusal =
                        bundle.get().getSymbolicName() + " " + bundle.get().getVersion()
                                + " has tried to " + what + " the framework (" + caller.getName()
                                + "), which is refused: only the operator stops the process";
                LOG.error("{}", refusal);
                throw new BundleException(refusal, BundleException.INVALID_OPERATION);
            }
            asked |= bundle.isPresent() || (caller.getName().startsWith(LAUNCHER) && caller != HooklineFramework.class);
        }
        return asked;
    }
}
