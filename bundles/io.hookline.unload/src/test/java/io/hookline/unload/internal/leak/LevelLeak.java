package io.hookline.unload.internal.leak;

import io.hookline.unload.internal.Leak;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Leaves a logger set to a level of its own. */
public final class LevelLeak extends Level implements Leak {

    private static final long serialVersionUID = 1L;
    private static final Logger LOGGER = Logger.getGlobal();

    /** Between two of the JDK's. */
    public LevelLeak() {
        super("LEAKED", 850);
    }

    @Override
    public void begin() {
        LOGGER.setLevel(this);
    }

    @Override
    public void end() {
        LOGGER.setLevel(null);
    }
}
