package io.hookline.torture.internal;

import io.hookline.api.HookPoints;
import io.hookline.api.runtime.HookRuntime;
import io.hookline.deploy.DeployRefusedException;
import io.hookline.deploy.DeployerFactory;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/** Runs the test, one run at a time. A service for this bundle's own components. Safe for use by many threads. */
@Component(service = TortureService.class)
public final class TortureService {

    private static final long CLEAR_TIMEOUT_S = 60;

    private final BundleContext context;
    private final HookPoints points;
    private final HookRuntime runtime;
    private final DeployerFactory deployers;
    private final Semaphore turn = new Semaphore(1);
    private volatile @Nullable TortureRun running;

    /** With the public services of the runtime only. */
    @Activate
    public TortureService(
            BundleContext context,
            @Reference HookPoints points,
            @Reference HookRuntime runtime,
            @Reference DeployerFactory deployers) {
        this.context = context;
        this.points = points;
        this.runtime = runtime;
        this.deployers = deployers;
    }

    /** Ends the current run early and waits until it is cleared. */
    @Deactivate
    void deactivate() throws InterruptedException {
        TortureRun run = running;
        if (run != null) {
            run.end();
            if (turn.tryAcquire(CLEAR_TIMEOUT_S, TimeUnit.SECONDS)) {
                turn.release();
            }
        }
    }

    /**
     * Does a run on the calling thread. An interrupt ends it early and stays set.
     *
     * @param progress receives the progress as text, with line ends
     * @throws IllegalStateException if another run is active or the run cannot begin; the message is for the user
     */
    Ledger run(TortureOptions options, Consumer<String> progress) {
        if (!turn.tryAcquire()) {
            throw new IllegalStateException("a torture run is active already; wait until it ends");
        }
        try {
            TortureRun run =
                    new TortureRun(options, TestBed.create(context, points, runtime, deployers), points, context);
            running = run;
            progress.accept(LedgerText.opening(options));
            return run.run((elapsed, metrics) -> progress.accept(LedgerText.progress(elapsed, metrics)));
        } catch (DeployRefusedException e) {
            throw new IllegalStateException("the run cannot start: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted before the run started", e);
        } finally {
            running = null;
            turn.release();
        }
    }
}
