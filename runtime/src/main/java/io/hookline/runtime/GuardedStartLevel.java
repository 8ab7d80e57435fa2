package io.hookline.runtime;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.osgi.framework.Bundle;
import org.osgi.framework.FrameworkListener;
import org.osgi.framework.startlevel.FrameworkStartLevel;

/**
 * The framework's start level, which stays while a bundle hangs in its start or stop: the framework would stop what is
 * above the new level and then wait for that bundle without a deadline, with the gateway closed (docs/adr/0044). Safe
 * for use by many threads.
 */
final class GuardedStartLevel implements FrameworkStartLevel {

    private final FrameworkStartLevel level;
    private final Supplier<Hangs> hangs;

    /**
     * Guards a start level.
     *
     * @param hangs finds the bundles that hang at the time
     */
    GuardedStartLevel(FrameworkStartLevel level, Supplier<Hangs> hangs) {
        this.level = level;
        this.hangs = hangs;
    }

    /**
     * Changes the level.
     *
     * @throws StartLevelRefusedException if a bundle hangs
     */
    @Override
    public void setStartLevel(int next, FrameworkListener... listeners) {
        Hangs now = hangs.get();
        List<Hangs.Hang> hanging = new ArrayList<>(now.in(Bundle.STOPPING));
        hanging.addAll(now.in(Bundle.STARTING));
        if (!hanging.isEmpty()) {
            throw new StartLevelRefusedException("The start level stays at " + getStartLevel() + ": "
                    + hanging.stream().map(Hangs.Hang::toString).collect(Collectors.joining("; "))
                    + ". The framework would wait for that without end, with the gateway closed. Wait until it ends, or"
                    + " end the process: exit");
        }
        level.setStartLevel(next, listeners);
    }

    @Override
    public int getStartLevel() {
        return level.getStartLevel();
    }

    @Override
    public int getInitialBundleStartLevel() {
        return level.getInitialBundleStartLevel();
    }

    @Override
    public void setInitialBundleStartLevel(int next) {
        level.setInitialBundleStartLevel(next);
    }

    @Override
    public Bundle getBundle() {
        return level.getBundle();
    }

    /** A change of the start level that is not made. */
    static final class StartLevelRefusedException extends IllegalStateException {

        private static final long serialVersionUID = 1L;

        StartLevelRefusedException(String message) {
            super(message);
        }
    }
}
