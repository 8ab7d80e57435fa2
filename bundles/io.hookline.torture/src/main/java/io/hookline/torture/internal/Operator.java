package io.hookline.torture.internal;

import io.hookline.api.HookFailedException;
import io.hookline.common.text.Printable;
import io.hookline.deploy.DeployRefusedException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.osgi.framework.BundleContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Changes the plugins until the run ends: rounds of all operations in random order. Runs on its own thread. */
final class Operator implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(Operator.class);
    private static final int SWAPS_IN_A_ROUND = 5;
    private static final long HANG_EVERY_NANOS = TimeUnit.MINUTES.toNanos(2);
    private static final long SETTLE_MS = 100;

    private final Fleet fleet;
    private final Swaps swaps;
    private final CanaryOperations canaries;
    private final OutsideChanges outsideChanges;
    private final RejectedChanges rejectedChanges;
    private long hungNanos = System.nanoTime();
    private volatile boolean doneARound;

    Operator(Fleet fleet, BundleContext context) {
        this.fleet = fleet;
        this.swaps = new Swaps(fleet);
        this.canaries = new CanaryOperations(fleet, swaps);
        this.outsideChanges = new OutsideChanges(fleet, context);
        this.rejectedChanges = new RejectedChanges(fleet);
    }

    /** Deploys two releases of each plugin, so that there is a set to roll back to. */
    void begin() throws DeployRefusedException, InterruptedException {
        swaps.all();
        swaps.all();
    }

    /** Whether each kind of operation was done at least once. */
    boolean hasDoneARound() {
        return doneARound;
    }

    @Override
    public void run() {
        try {
            while (!fleet.isEnding()) {
                for (OperationKind kind : round()) {
                    if (fleet.isEnding()) {
                        break;
                    }
                    operate(kind);
                }
                doneARound = true;
            }
            // Fresh releases, whose counts in the runtime can be compared with the callers' counts.
            swaps.all();
            TimeUnit.MILLISECONDS.sleep(SETTLE_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (DeployRefusedException | RuntimeException | LinkageError e) {
            failed("the operations ended early", e);
        }
    }

    private List<OperationKind> round() {
        List<OperationKind> round = new ArrayList<>(List.of(OperationKind.values()));
        for (int i = 1; i < SWAPS_IN_A_ROUND; i++) {
            round.add(OperationKind.SWAP);
        }
        long now = System.nanoTime();
        if (now - hungNanos < HANG_EVERY_NANOS) {
            round.remove(OperationKind.HANG);
        } else {
            hungNanos = now;
        }
        Collections.shuffle(round, fleet.random());
        return round;
    }

    private void operate(OperationKind kind) throws InterruptedException {
        long begun = System.nanoTime();
        try {
            fleet.restore();
            perform(kind);
        } catch (DeployRefusedException | RuntimeException | LinkageError e) {
            failed(kind.words(), e);
        }
        fleet.metrics().operations().add(kind, System.nanoTime() - begun);
    }

    private void perform(OperationKind kind) throws DeployRefusedException, InterruptedException {
        switch (kind) {
            case SWAP -> swaps.one();
            case SWAP_TOGETHER -> swaps.together();
            case SWAP_SLOW -> swaps.slow();
            case SWAP_LATE -> swaps.late();
            case DOWNGRADE -> swaps.downgrade();
            case ROLLBACK -> swaps.rollback();
            case CANARY_PROMOTED -> canaries.promoted();
            case CANARY_ABORTED -> canaries.aborted();
            case CANARY_FAILED -> canaries.failing();
            case KILL -> outsideChanges.one();
            case CANCEL -> rejectedChanges.cancelled();
            case REFUSE -> rejectedChanges.refused();
            case HANG -> swaps.hanging();
        }
    }

    private void failed(String what, Throwable failure) {
        LOG.warn("torture: {} failed", what, failure);
        fleet.metrics()
                .violations()
                .add(Violation.Kind.OPERATION, what + ": " + Printable.of(HookFailedException.describe(failure)));
    }
}
