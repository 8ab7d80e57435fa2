package io.hookline.engine.internal.guard;

import io.hookline.api.runtime.Actor;
import io.hookline.api.runtime.Cause;
import io.hookline.engine.internal.runner.RunnerRegistry;
import io.hookline.engine.runner.CodecProvider;
import io.hookline.engine.runner.HookRunner;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reattaches hooks when their rules change, or runners or codecs come and go, and publishes the result in one
 * generation. Calls runners on threads of its own, or on the thread of a caller that waits; a slow runner delays no
 * other change. Safe for use by many threads.
 */
public final class Reattachment implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger("io.hookline.guard");
    private static final int IDLE_SECONDS = 5;

    private final Guards guards;
    private final RunnerRegistry runners;
    private final Guards.Chains chains;
    private final ThreadPoolExecutor threads;
    private final RunnerCalls calls;

    Reattachment(Guards guards, RunnerRegistry runners, Guards.Chains chains) {
        this.guards = guards;
        this.runners = runners;
        this.chains = chains;
        this.threads = new ThreadPoolExecutor(
                0, Integer.MAX_VALUE, IDLE_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), work -> {
                    Thread thread = new Thread(work, "hookline-attach");
                    thread.setDaemon(true);
                    thread.setContextClassLoader(Reattachment.class.getClassLoader());
                    return thread;
                });
        threads.setRejectedExecutionHandler(new ThreadPoolExecutor.DiscardPolicy());
        this.calls = new RunnerCalls(threads);
    }

    /** Calls the runners. */
    RunnerCalls calls() {
        return calls;
    }

    /** Sets how long a runner may take to attach a hook or to close an attachment. */
    public void setLimit(Duration limit) {
        calls.setLimit(limit);
    }

    /** Reattaches a hook where necessary, on another thread. */
    void reattachLater(GuardedHook guard) {
        reattachLater(List.of(guard));
    }

    /** Reattaches hooks where necessary, on another thread, and publishes all changes in one generation. */
    void reattachLater(Collection<GuardedHook> changed) {
        if (!changed.isEmpty()) {
            List<GuardedHook> copy = List.copyOf(changed);
            threads.execute(() -> reattach(copy, "what guards hooks changed"));
        }
    }

    /** A runner that hung has come back: attaches the hooks that were refused meanwhile, and publishes. */
    void cameBack(HookRunner runner) {
        List<GuardedHook> waiting = guards.guarded().stream()
                .filter(guard -> guard.settings().runner().equals(runner.name()))
                .toList();
        threads.execute(() -> reattach(waiting, "runner '" + runner.name() + "' came back"));
    }

    private long reattach(Collection<GuardedHook> changed, String reason) {
        Set<String> points = new TreeSet<>();
        for (GuardedHook guard : changed) {
            try {
                if (guard.reattach()) {
                    points.add(guard.info().point());
                }
            } catch (RuntimeException | Error e) {
                // The other hooks are attached and published all the same.
                LOG.error("{} could not be reattached", guard.info().label(), e);
            }
        }
        changed.stream()
                .filter(guard -> guard.attachments().takeLateNews())
                .forEach(guard -> points.add(guard.info().point()));
        return chains.refresh(points, new Cause(Actor.of(Actor.Kind.GUARD), reason));
    }

    /** Closes attachments that no call can reach any more, on another thread. */
    void closeLater(List<Attached> left) {
        threads.execute(() -> left.forEach(Attached::close));
    }

    // ---- runners and codecs ----------------------------------------------------------------------------------------

    /**
     * Adds a runner, and attaches the hooks that wait for it, in one generation, before it returns.
     *
     * @throws IllegalArgumentException if its name is not valid
     */
    public boolean add(HookRunner runner) {
        boolean used = runners.add(runner);
        if (used) {
            reattach(guards.guarded(), "runner '" + runner.name() + "' came");
        }
        return used;
    }

    /**
     * Removes a runner: calls of its hooks are refused from the next generation on. Returns when no call is in its
     * attachments, at the latest after the drain timeout.
     */
    public void remove(HookRunner runner) {
        if (runners.remove(runner)) {
            giveUpBroken("runner '" + runner.name() + "'");
        }
    }

    /** Adds a provider of codecs, and attaches the hooks that wait for one, in one generation, before it returns. */
    public void add(CodecProvider provider) {
        runners.add(provider);
        reattach(guards.guarded(), "codec provider " + provider.getClass().getName() + " came");
    }

    /** Removes a provider of codecs, as {@link #remove(HookRunner)} removes a runner. */
    public void remove(CodecProvider provider) {
        if (runners.remove(provider)) {
            giveUpBroken("codec provider " + provider.getClass().getName());
        }
    }

    private void giveUpBroken(String what) {
        List<GuardedHook> all = guards.guarded();
        Set<Attached> broken = new HashSet<>();
        all.forEach(guard -> broken.addAll(guard.attachments().broken()));
        long generation = reattach(all, what + " left");
        // A runner may have attached hooks in the meantime.
        all.forEach(guard -> broken.addAll(guard.attachments().broken()));
        if (!broken.isEmpty()) {
            chains.drain(what, generation);
            broken.forEach(Attached::close);
        }
    }

    @Override
    public void close() {
        threads.shutdown();
    }
}
