package io.hookline.unload.internal.leak;

import io.hookline.unload.internal.Leak;
import java.util.Timer;
import java.util.TimerTask;

/** Leaves a timer with a task behind. */
public final class TimerLeak extends TimerTask implements Leak {

    private static final long HOUR_MS = 3_600_000;

    private final Timer timer = new Timer("leaked-timer", true);

    @Override
    public void begin() {
        timer.schedule(this, HOUR_MS);
    }

    @Override
    public void run() {}

    @Override
    public void end() {
        timer.cancel();
    }
}
