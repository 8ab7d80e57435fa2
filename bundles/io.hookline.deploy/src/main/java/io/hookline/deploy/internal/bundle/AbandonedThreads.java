package io.hookline.deploy.internal.bundle;

import io.hookline.deploy.internal.task.DeadlineTask;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.osgi.framework.Bundle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The threads that run code of bundles and were given up: they did not end in time, nor when they were interrupted.
 * Safe for use by many threads.
 */
public final class AbandonedThreads {

    private static final Logger LOG = LoggerFactory.getLogger(AbandonedThreads.class);

    private final Map<Bundle, List<DeadlineTask>> tasks = new ConcurrentHashMap<>();

    /** None yet. */
    public AbandonedThreads() {}

    /** Remembers a thread, until it ends. */
    void add(Bundle bundle, DeadlineTask task) {
        forgetEnded();
        tasks.computeIfAbsent(bundle, one -> new CopyOnWriteArrayList<>()).add(task);
        LOG.warn(
                "a thread of {} {} is given up; it blocks nothing else, and a restart of the runtime ends it: {}",
                bundle.getSymbolicName(),
                bundle.getVersion(),
                task.where(),
                task.trace());
    }

    /** Those of a bundle that still go on: the name of each, and where it is. */
    List<String> of(Bundle bundle) {
        forgetEnded();
        List<String> where = new ArrayList<>();
        tasks.getOrDefault(bundle, List.of()).forEach(task -> where.add(task.where()));
        return where;
    }

    private void forgetEnded() {
        tasks.values().forEach(some -> some.removeIf(DeadlineTask::hasEnded));
        tasks.values().removeIf(List::isEmpty);
    }
}
