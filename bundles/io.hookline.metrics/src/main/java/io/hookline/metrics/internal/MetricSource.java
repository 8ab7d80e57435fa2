package io.hookline.metrics.internal;

/** Reads metrics from one part of the runtime. Called by one thread at a time. */
@FunctionalInterface
interface MetricSource {

    /** Adds what the part says now; nothing if it is not there. */
    void addTo(Families families);
}
