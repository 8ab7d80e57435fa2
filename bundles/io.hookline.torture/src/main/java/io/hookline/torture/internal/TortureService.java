package io.hookline.torture.internal;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.hookline.api.HookPoints;
import io.hookline.api.runtime.HookRuntime;
import io.hookline.deploy.DeployRefusedException;
import io.hookline.deploy.DeployerFactory;
import java.io.Flushable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/** Runs the test, one run at a time, and prints the result. A service for this bundle's own components. Safe for use by many threads. */
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
     * @param out receives the progress and the ledger; flushed after each line if it is {@link Flushable}
     * @return whether the ledger is clean
     * @throws IllegalStateException if another run is active or the run cannot begin; the message is for the user
     */
    boolean run(TortureOptions options, Appendable out) {
        if (!turn.tryAcquire()) {
            throw new IllegalStateException("a torture run is active already; wait until it ends");
        }
        try {
            TortureRun run =
                    new TortureRun(options, TestBed.create(context, points, runtime, deployers), points, context);
            running = run;
            if (!options.json()) {
                print(out, LedgerText.opening(options));
            }
            Ledger ledger = run.run((elapsed, metrics) -> {
                if (!options.json()) {
                    print(out, LedgerText.progress(elapsed, metrics));
                }
            });
            print(out, options.json() ? json(ledger) : LedgerText.of(ledger));
            return ledger.clean();
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

    private static void print(Appendable out, String text) {
        try {
            out.append(text);
            if (out instanceof Flushable flushable) {
                flushable.flush();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String json(Ledger ledger) {
        try {
            return JsonMapper.builder().build().writerWithDefaultPrettyPrinter().writeValueAsString(ledger) + "\n";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
