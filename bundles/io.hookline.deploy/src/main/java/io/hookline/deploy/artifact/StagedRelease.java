package io.hookline.deploy.artifact;

import io.hookline.api.runtime.ReleaseId;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * One installed release, as its type sees it: from {@link ArtifactType#stage} until it is uninstalled. Its methods may
 * be called by any thread, return at once (except {@link #health}) and do not throw, whatever state the release is in.
 */
@ConsumerType
public interface StagedRelease {

    /** The id under which the release's hooks are registered; the same from the staging on. */
    ReleaseId id();

    /** Whether it is started, so that its hooks can be called. */
    boolean isActive();

    /** Whether it is not installed any more, because deploy or an operator has uninstalled it. */
    boolean isGone();

    /** Why it does not work although it should run, with the remedy; empty if it works. */
    default String problem() {
        return "";
    }

    /**
     * What an operator has put in its place by hand, such as by {@code felix:update}: the id under which the hooks of
     * that are registered. Null as long as the content is that of its file.
     */
    default @Nullable ReleaseId replacement() {
        return null;
    }

    /** How many threads still run its code although they were given up, because they did not end in time. */
    default int abandonedThreads() {
        return 0;
    }

    /** Runs its health check, if it has one; bounded by a deadline. */
    default Health health() throws InterruptedException {
        return Health.UNCHECKED;
    }

    /** The class loader that should be collected once it is uninstalled; null if it has none. */
    default @Nullable ClassLoader classLoader() {
        return null;
    }

    /** Whether it contains a class of that name; used to tell which thread runs its code. */
    default boolean containsClass(String className) {
        return false;
    }
}
