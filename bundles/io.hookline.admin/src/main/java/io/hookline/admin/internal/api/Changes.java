package io.hookline.admin.internal.api;

import io.hookline.admin.internal.access.Caller;
import io.hookline.admin.internal.http.Problem;
import io.hookline.admin.internal.http.RunningOperation;
import io.hookline.common.file.Sha256;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The changes that were begun here: they run on threads of their own, whether their client stays or not. The latest are
 * kept until the process ends, and so are the keys by which a request that is sent again is known. Safe for use by many
 * threads.
 */
public final class Changes implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Changes.class);
    private static final int MOST = 100;
    private static final int MOST_AT_ONCE = 8;
    private static final int MOST_KEYS = 1_000;

    private final CommandCalls calls;
    private final Clock clock;
    private final ThreadPoolExecutor threads = new ThreadPoolExecutor(
            0,
            MOST_AT_ONCE,
            30,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            new DefaultThreadFactory("hookline-admin-change", true));

    /** By id, oldest first; guarded by this object, as the other is. */
    private final Map<String, Change> changes = new LinkedHashMap<>();

    private final Map<String, Known> known = new LinkedHashMap<>();

    Changes(CommandCalls calls, Clock clock) {
        this.calls = calls;
        this.clock = clock;
    }

    /**
     * Begins a change, unless the same request has begun one already.
     *
     * @param key the key of the request; empty for none
     * @param body the request as text, which has to be the same if the key is; its digest is kept
     */
    synchronized Change begin(
            Caller caller, String action, String reason, String key, String body, ChangeLine line, Precondition current)
            throws Problem {
        String owned = caller.actor() + "\n" + key;
        Known before = key.isEmpty() ? null : known.get(owned);
        if (before != null) {
            if (!before.sha256().equals(digest(body))) {
                throw new Problem(
                        HttpResponseStatus.UNPROCESSABLE_ENTITY,
                        "This Idempotency-Key was used for another request; take a new one");
            }
            return before.change();
        }
        current.check(this::isRunning);
        Change change = new Change(UUID.randomUUID().toString(), action, line, caller, reason, clock);
        RunningOperation operation = new RunningOperation(() -> run(change));
        change.runsAs(operation);
        try {
            threads.execute(operation);
        } catch (RejectedExecutionException e) {
            throw new Problem(
                            HttpResponseStatus.SERVICE_UNAVAILABLE,
                            MOST_AT_ONCE + " changes run already; wait until one has ended")
                    .with(HttpHeaderNames.RETRY_AFTER, "5");
        }
        changes.put(change.id(), change);
        forgetOldest();
        if (!key.isEmpty()) {
            if (known.size() >= MOST_KEYS) {
                known.remove(known.keySet().iterator().next());
            }
            known.put(owned, new Known(digest(body), change));
        }
        return change;
    }

    private synchronized boolean isRunning() {
        return changes.values().stream().anyMatch(Change::isRunning);
    }

    private void forgetOldest() {
        List<String> ended = changes.values().stream()
                .filter(change -> !change.isRunning())
                .map(Change::id)
                .toList();
        for (int i = 0; i < ended.size() && changes.size() > MOST; i++) {
            changes.remove(ended.get(i));
        }
    }

    private void run(Change change) {
        try {
            change.ended(calls.run(change.caller(), change.line().words(), change.reason(), change));
        } catch (RuntimeException | Error e) {
            LOG.error("a change of the admin API has failed", e);
            change.failed(Change.State.FAILED, "The change failed unexpectedly; the log says why");
        }
    }

    /**
     * A change.
     *
     * @throws Problem if it is not there
     */
    synchronized Change get(String id) throws Problem {
        Change change = changes.get(id);
        if (change == null) {
            throw Problem.notFound("There is no change of this id. The latest " + MOST
                    + " are kept until the instance restarts; whether one was made, /v1/sets shows: hook:history");
        }
        return change;
    }

    /** The latest, newest first. */
    synchronized List<Change.View> list() {
        List<Change> all = new ArrayList<>(changes.values());
        Collections.reverse(all);
        return all.stream().map(Change::view).toList();
    }

    /** Interrupts the changes that run. */
    @Override
    public void close() {
        threads.shutdownNow();
    }

    /** What has to hold when a change begins. */
    @FunctionalInterface
    interface Precondition {

        void check(Running running) throws Problem;
    }

    /** Says whether a change runs. */
    @FunctionalInterface
    interface Running {

        boolean isAny();
    }

    private static String digest(String body) {
        return Sha256.of(body.getBytes(StandardCharsets.UTF_8));
    }

    private record Known(String sha256, Change change) {}
}
