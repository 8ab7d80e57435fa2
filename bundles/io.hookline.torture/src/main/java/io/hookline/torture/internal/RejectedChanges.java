package io.hookline.torture.internal;

import io.hookline.deploy.DeployOptions;
import io.hookline.deploy.DeployRefusal;
import io.hookline.deploy.DeployRefusedException;
import io.hookline.deploy.DesiredSet;
import io.hookline.deploy.ProgressListener;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** Operations that must change nothing: refused ones, and those that are cancelled in time. */
final class RejectedChanges {

    private static final int LATEST_CANCEL_MS = 450;

    private final Fleet fleet;
    private int turn;

    RejectedChanges(Fleet fleet) {
        this.fleet = fleet;
    }

    /** A change that is refused. The reason differs each time. */
    void refused() throws DeployRefusedException, InterruptedException {
        String plugin = fleet.any();
        PluginJars jars = fleet.jars();
        switch (turn++ % 5) {
            case 0 -> refuse(jars.garbage().toString(), DeployRefusal.DAMAGED);
            case 1 -> refuse(jars.lying(plugin).source(), DeployRefusal.VERSION_LIES);
            case 2 -> refuse(jars.disguised(plugin, fleet.version(plugin)).source(), DeployRefusal.SAME_VERSION);
            case 3 -> refuse(jars.next(plugin, Behaviour.REFUSING).source(), DeployRefusal.NOT_READY);
            default -> {
                // A plan changes nothing either, apart from tidying the store.
                fleet.deployer().plan(List.of(jars.next(plugin, Behaviour.PLAIN).source()), DeployOptions.SAFE);
                refuse(plugin + "@0.0.1", DeployRefusal.UNKNOWN);
            }
        }
    }

    private void refuse(String source, DeployRefusal expected) throws InterruptedException {
        DesiredSet before = fleet.deployer().history().get(0);
        try {
            fleet.deployer().deploy(List.of(source), Fleet.OPTIONS, ProgressListener.NONE);
        } catch (DeployRefusedException e) {
            if (e.refusal() != expected) {
                throw new OperationFailedException(
                        source + " should be refused as " + expected + " but was refused as " + e.refusal() + ": "
                                + e.getMessage(),
                        e);
            }
            if (!fleet.deployer().history().get(0).equals(before)) {
                throw new OperationFailedException("refused as " + expected + ", but the desired set has changed", e);
            }
            return;
        }
        throw new OperationFailedException(source + " should be refused as " + expected + " but was accepted");
    }

    /** A change whose thread is interrupted while it runs. If the interrupt comes too late, the change is made. */
    void cancelled() throws DeployRefusedException, InterruptedException {
        String plugin = fleet.any();
        PluginJars.Draft draft = fleet.jars().next(plugin, Behaviour.LATE);
        FutureTask<Boolean> change = new FutureTask<>(() -> {
            fleet.deployer().deploy(List.of(draft.source()), Fleet.OPTIONS, ProgressListener.NONE);
            return true;
        });
        Thread thread = new Thread(change, CallerThreads.THREADS + "change");
        DesiredSet before = fleet.deployer().history().get(0);
        try {
            fleet.change(Map.of(plugin, draft.version()), () -> {
                thread.start();
                fleet.pause(fleet.random().nextInt(LATEST_CANCEL_MS));
                thread.interrupt();
                await(change);
            });
        } catch (DeployRefusedException e) {
            if (e.refusal() != DeployRefusal.CANCELLED
                    || !fleet.deployer().history().get(0).equals(before)) {
                throw e;
            }
        }
    }

    private static void await(FutureTask<Boolean> change) throws DeployRefusedException, InterruptedException {
        try {
            change.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof DeployRefusedException refused) {
                throw refused;
            }
            if (e.getCause() instanceof InterruptedException) {
                throw new DeployRefusedException(DeployRefusal.CANCELLED, "interrupted before its turn");
            }
            throw new OperationFailedException("a change has failed: " + e.getCause(), e);
        }
    }
}
