package io.hookline.gateway.internal.control;

import io.hookline.gateway.strangler.StranglerStart;
import io.hookline.gateway.strangler.StranglerStatus;
import io.hookline.gateway.strangler.Stranglers;
import java.util.List;

/** The migrations, changed with a reason. Safe for use by many threads. */
record ReasonedStranglers(StranglerControl control, Writes writes) implements Stranglers {

    @Override
    public Stranglers because(String reason) {
        return control.because(reason);
    }

    @Override
    public List<StranglerStatus> all() {
        return control.all();
    }

    @Override
    public StranglerStatus start(StranglerStart what, String by) {
        return control.start(writes, what, by);
    }

    @Override
    public StranglerStatus moveTo(String name, int percent, String by) {
        return control.moveTo(writes, name, percent, by);
    }

    @Override
    public StranglerStatus pause(String name, boolean paused, String by) {
        return control.pause(writes, name, paused, by);
    }

    @Override
    public void finish(String name, String by) {
        control.finish(writes, name, by);
    }
}
