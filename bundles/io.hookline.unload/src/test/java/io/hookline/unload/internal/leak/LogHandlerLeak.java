package io.hookline.unload.internal.leak;

import io.hookline.unload.internal.Leak;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** Leaves a handler on a logger. */
public final class LogHandlerLeak extends Handler implements Leak {

    private static final Logger LOGGER = Logger.getGlobal();

    @Override
    public void begin() {
        LOGGER.addHandler(this);
    }

    @Override
    public void end() {
        LOGGER.removeHandler(this);
    }

    @Override
    public void publish(LogRecord event) {}

    @Override
    public void flush() {}

    @Override
    public void close() {}
}
