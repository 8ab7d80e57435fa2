package io.hookline.runtime;

import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.startlevel.FrameworkStartLevel;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Judges the start of the process. It is good once the gateway listens and what the desired set promises is served,
 * for the proving time without a break. It has failed if the process ends without being asked to, or if it is asked to
 * end while it does not serve although everything has started. What is not the set's fault is not held against it: a
 * port in use, a refused configuration, a signal in the middle of the start. Safe for use by many threads.
 */
final class StartJudge implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(StartJudge.class);
    private static final String TASK = "(hookline.task=serving)";
    private static final long LOOK_EVERY_MS = 200;
    private static final long DEFAULT_PROVEN_MS = 10_000;
    private static final long START_TIMEOUT_S = 30;

    private final BundleContext context;
    private final StartRecord record;
    private final Diagnosis diagnosis;
    private final GatewayLocator gateway;
    private final long begunNanos = System.nanoTime();
    private final Thread thread = new Thread(this::watch, "hookline-start-judge");
    private volatile boolean over;
    private volatile boolean gaveUp;
    private volatile Runnable onGood = () -> {};

    StartJudge(BundleContext context, StartRecord record, Diagnosis diagnosis) {
        this.context = context;
        this.record = record;
        this.diagnosis = diagnosis;
        this.gateway = new GatewayLocator(context);
        thread.setDaemon(true);
    }

    /** Sets what runs once the start is good, on the thread that watches; to be set before it begins. */
    StartJudge onGood(Runnable action) {
        onGood = action;
        return this;
    }

    /** Begins to watch. */
    StartJudge begin() {
        thread.start();
        return this;
    }

    private void watch() {
        try {
            watchUntilGood();
        } catch (IllegalStateException e) {
            LOG.debug("The framework has stopped", e);
        }
    }

    private void watchUntilGood() {
        long servingSinceNanos = 0;
        boolean serving = false;
        while (!over) {
            boolean before = serving;
            serving = unserved().isEmpty();
            long now = System.nanoTime();
            if (serving && !before) {
                servingSinceNanos = now;
                record.note(StartRecord.Outcome.SERVING, "");
            }
            if (serving && now - servingSinceNanos >= TimeUnit.MILLISECONDS.toNanos(provenMillis())) {
                record.note(StartRecord.Outcome.GOOD, "");
                onGood.run();
                return;
            }
            try {
                TimeUnit.MILLISECONDS.sleep(Math.min(LOOK_EVERY_MS, Math.max(1, provenMillis())));
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    /** The launcher has waited for the gateway in vain. */
    void gaveUp() {
        gaveUp = true;
    }

    /** Judges before anything stops. */
    void stopBegins(boolean askedFor) {
        over = true;
        if (record.outcome().isFinal()) {
            return;
        }
        if (!askedFor) {
            record.note(StartRecord.Outcome.FAILED, "the framework was stopped, which the operator did not ask for");
            return;
        }
        List<String> unserved = unserved();
        if (!unserved.isEmpty() && (gaveUp || isComplete()) && !isExcused()) {
            record.note(StartRecord.Outcome.FAILED, "it did not serve: " + unserved.get(0));
        } else {
            record.note(StartRecord.Outcome.ENDED, "");
        }
    }

    private boolean isExcused() {
        return diagnosis.portInUse().isPresent()
                || !diagnosis.refusedConfigurations().isEmpty();
    }

    /** Whether everything has been started, or has had its time. */
    private boolean isComplete() {
        if (System.nanoTime() - begunNanos > TimeUnit.SECONDS.toNanos(START_TIMEOUT_S)) {
            return true;
        }
        Bundle system = context.getBundle(0);
        return system.getState() == Bundle.ACTIVE
                && system.adapt(FrameworkStartLevel.class).getStartLevel() >= StartLevels.ALL;
    }

    /** What is not served now, one line each. */
    private List<String> unserved() {
        try {
            if (gateway.uri() == null) {
                return List.of("the gateway does not listen");
            }
            ServiceReference<?>[] found = context.getAllServiceReferences(null, TASK);
            if (found == null) {
                return List.of("the deployer does not run");
            }
            StringBuilder lines = new StringBuilder();
            return ask(found[0], lines) ? List.of() : lines.toString().lines().toList();
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException(e);
        } catch (RuntimeException e) {
            LOG.debug("Whether everything is served cannot be found out", e);
            return List.of("it cannot be found out: " + e);
        }
    }

    private boolean ask(ServiceReference<?> reference, StringBuilder lines) {
        try {
            @Nullable Object service = context.getService(reference);
            if (!(service instanceof BiFunction<?, ?, ?>)) {
                lines.append("the deployer does not run\n");
                return false;
            }
            @SuppressWarnings("unchecked") // The property guarantees it.
            BiFunction<Map<String, String>, Appendable, Boolean> task =
                    (BiFunction<Map<String, String>, Appendable, Boolean>) service;
            return task.apply(Map.of(), lines);
        } finally {
            context.ungetService(reference);
        }
    }

    private long provenMillis() {
        ServiceReference<?> deployer = context.getServiceReference("io.hookline.deploy.Deployer");
        Object millis = deployer == null ? null : deployer.getProperty("hookline.proven.after.millis");
        return millis instanceof Long given ? given : DEFAULT_PROVEN_MS;
    }

    /** Ends the watch without a judgement. */
    @Override
    public void close() {
        over = true;
        thread.interrupt();
    }
}
