package io.hookline.engine.internal.event;

import jdk.jfr.FlightRecorder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether Java Flight Recorder is there and used: only then are classes of events loaded. For many threads.
 *
 * <p>The recorder writes code into classes of events that names packages of its own. In a framework that does not give
 * them to bundles, an event fails with a {@link LinkageError}: then there are no events, and nothing else happens.
 */
public final class FlightRecording {

    private static final Logger LOG = LoggerFactory.getLogger(FlightRecording.class);
    private static final boolean AVAILABLE = isAvailable();

    private static volatile boolean broken;

    private FlightRecording() {}

    private static boolean isAvailable() {
        try {
            return FlightRecorder.isAvailable();
        } catch (LinkageError e) {
            // A run time without the module jdk.jfr.
            return false;
        }
    }

    /** Whether there may be a recording, and events work. */
    public static boolean isUsed() {
        return AVAILABLE && !broken && FlightRecorder.isInitialized();
    }

    /** Makes an event if there may be a recording. Never throws a {@link LinkageError}. */
    public static void emit(Runnable event) {
        if (isUsed()) {
            try {
                event.run();
            } catch (LinkageError e) {
                failed(e);
            }
        }
    }

    /** An event cannot be made: there are none from now on. */
    public static void failed(LinkageError failure) {
        if (!broken) {
            broken = true;
            LOG.warn(
                    "flight recordings show no events of Hookline: the framework hides packages of the recorder; add"
                            + " jdk.jfr.internal and jdk.jfr.internal.* to its property org.osgi.framework.bootdelegation",
                    failure);
        }
    }
}
