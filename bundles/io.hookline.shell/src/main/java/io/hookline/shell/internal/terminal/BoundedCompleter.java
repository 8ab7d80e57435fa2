package io.hookline.shell.internal.terminal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jline.reader.Candidate;
import org.jline.reader.Completer;
import org.jline.reader.LineReader;
import org.jline.reader.ParsedLine;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the faults of a completer away from the prompt: it runs on a thread of its own, has a deadline, and whatever it
 * throws means that nothing is offered. Ctrl-C ends the wait. While {@value #MOST_HANGING} completions hang, no further
 * one is begun.
 */
final class BoundedCompleter implements Completer, AutoCloseable {

    /** How long Tab waits. */
    static final Duration PATIENCE = Duration.ofSeconds(2);

    private static final Logger LOG = LoggerFactory.getLogger(BoundedCompleter.class);
    private static final int MOST_HANGING = 4;
    private static final long IDLE_S = 10;

    private final Completer completer;
    private final Duration patience;
    private final ExecutorService threads = new ThreadPoolExecutor(
            0, MOST_HANGING, IDLE_S, TimeUnit.SECONDS, new SynchronousQueue<>(), BoundedCompleter::thread);

    BoundedCompleter(Completer completer, Duration patience) {
        this.completer = completer;
        this.patience = patience;
    }

    private static Thread thread(Runnable task) {
        Thread thread = new Thread(task, "Hookline completion");
        thread.setDaemon(true);
        return thread;
    }

    @Override
    public void complete(LineReader reader, ParsedLine line, List<Candidate> candidates) {
        Future<List<Candidate>> offered;
        try {
            offered = threads.submit(() -> {
                List<Candidate> found = new ArrayList<>();
                completer.complete(reader, line, found);
                return found;
            });
        } catch (RejectedExecutionException e) {
            LOG.debug("{} completions hang already", MOST_HANGING);
            return;
        }
        try {
            candidates.addAll(offered.get(patience.toNanos(), TimeUnit.NANOSECONDS));
        } catch (InterruptedException e) {
            // The reader answers it.
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            LOG.debug("the completion of {} has failed", line.words(), e);
        } catch (TimeoutException e) {
            LOG.warn("the completion of {} takes longer than {} s and is given up", line.words(), patience.toSeconds());
        } finally {
            offered.cancel(true);
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
