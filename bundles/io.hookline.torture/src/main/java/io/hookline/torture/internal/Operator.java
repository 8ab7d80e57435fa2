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

/** The thread's work that changes the plugins: operations in random order, each kind in every round, until the run ends. */
final class Operator implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(Operator.class);
    private static final int SWAPS_IN_A_ROUND = 5;
    private static final long HANG_EVERY_NANOS = TimeUnit.MINUTES.toNanos(2);
    private static final long SETTLE_MS = 100;

    private final Fleet fleet;
    private final Swaps swaps;
    private final CanaryOperations canaries;
    private final Kills kills;
    private final VainChanges vain;
    private long hungNanos = System.nanoTime();
    private volatile boolean doneARound;

    Operator(Fleet fleet, BundleContext context) {
        this.fleet = fleet;
        this.swaps = new Swaps(fleet);
        this.canaries = new CanaryOperations(fleet, swaps);
        this.kills = new Kills(fleet, context);
        this.vain = new VainChanges(fleet);
    }

    /** Brings the first releases of each plugin in: two, so that there is a set to go back to. */
    void begin() throws DeployRefusedException, InterruptedException {
        swaps.all();
        swaps.all();
    }

    /** Whether each kind of operation was done once at least. */
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
            // So that what the runtime counts of the releases that run now can be compared.
            swaps.all();
            TimeUnit.MILLISECONDS.sleep(SETTLE_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (DeployRefusedException | RuntimeException | LinkageError e) {
            wrong("the operations ended early", e);
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
            wrong(kind.words(), e);
        }
        fleet.tally().operations().add(kind, System.nanoTime() - begun);
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
            case KILL -> kills.one();
            case CANCEL -> vain.cancelled();
            case REFUSE -> vain.refused();
            case HANG -> swaps.hanging();
        }
    }

    private void wrong(String what, Throwable failure) {
        LOG.warn("torture: {} went wrong", what, failure);
        fleet.tally()
                .violations()
                .add(Violation.Kind.OPERATION, what + ": " + Printable.of(HookFailedException.describe(failure)));
    }
}
