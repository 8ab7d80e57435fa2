package io.hookline.engine.internal.event;

import jdk.jfr.FlightRecorder;

/** Whether Java Flight Recorder is there and used: only then are classes of events loaded. For many threads. */
public final class FlightRecording {

    private static final boolean AVAILABLE = isAvailable();

    private FlightRecording() {}

    private static boolean isAvailable() {
        try {
            return FlightRecorder.isAvailable();
        } catch (LinkageError e) {
            // A run time without the module jdk.jfr.
            return false;
        }
    }

    /** Whether there may be a recording. */
    public static boolean isUsed() {
        return AVAILABLE && FlightRecorder.isInitialized();
    }
}
