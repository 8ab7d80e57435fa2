package io.hookline.deploy.internal.change;

import io.hookline.deploy.ProgressListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells another listener of steps, until that one fails: a fault in showing progress changes nothing else. */
public final class SafeProgress implements ProgressListener {

    private static final Logger LOG = LoggerFactory.getLogger(SafeProgress.class);

    private final ProgressListener listener;
    private volatile boolean failed;

    private SafeProgress(ProgressListener listener) {
        this.listener = listener;
    }

    /** A listener that does not throw. */
    public static ProgressListener of(ProgressListener listener) {
        return listener instanceof SafeProgress ? listener : new SafeProgress(listener);
    }

    @Override
    public void step(String what) {
        if (failed) {
            return;
        }
        try {
            listener.step(what);
        } catch (RuntimeException | Error e) {
            failed = true;
            LOG.warn("a progress listener failed and is told nothing more; the change goes on", e);
        }
    }
}
