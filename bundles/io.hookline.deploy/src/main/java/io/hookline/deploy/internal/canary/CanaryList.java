package io.hookline.deploy.internal.canary;

import io.hookline.deploy.CanaryStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The canaries of a deployment: those that run, those whose end is being published, and the latest that have ended. A
 * canary is in exactly one of the three from its begin on, so that it is always shown. Guarded by itself.
 */
final class CanaryList {

    private static final int KEPT_ENDED = 10;

    private final List<Canary> running = new ArrayList<>();
    private final List<Canary> ending = new ArrayList<>();
    private final List<CanaryStatus> ended = new ArrayList<>();

    /** A canary begins to run. */
    synchronized void add(Canary canary) {
        running.add(canary);
    }

    /** Those that run: their routes are part of each generation. */
    synchronized List<Canary> running() {
        return List.copyOf(running);
    }

    /** Whether it runs. */
    synchronized boolean isRunning(Canary canary) {
        return running.contains(canary);
    }

    /** The one of a plugin that runs. */
    synchronized Optional<Canary> find(String name) {
        return running.stream().filter(canary -> canary.name().equals(name)).findFirst();
    }

    /** A canary is about to end: the next generation is without its route. False if it has ended, or ends, already. */
    synchronized boolean beginEnd(Canary canary) {
        return running.remove(canary) && ending.add(canary);
    }

    /** Settles what was begun: a canary that has ended stays as it is now, one whose end has failed runs on. */
    synchronized void settle(Canary canary) {
        ending.remove(canary);
        if (!canary.hasEnded()) {
            running.add(canary);
            return;
        }
        ended.add(canary.status());
        if (ended.size() > KEPT_ENDED) {
            ended.remove(0);
        }
    }

    /** How all of them do, the ended ones first. */
    synchronized List<CanaryStatus> status() {
        List<CanaryStatus> all = new ArrayList<>(ended);
        ending.forEach(canary -> all.add(canary.status()));
        running.forEach(canary -> all.add(canary.status()));
        return all;
    }
}
