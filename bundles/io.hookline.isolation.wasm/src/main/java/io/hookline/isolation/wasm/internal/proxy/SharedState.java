package io.hookline.isolation.wasm.internal.proxy;

/** What all instances of one plugin share, also those of the release that replaces another. */
public final class SharedState {

    private final SharedData data = new SharedData();
    private final SharedQueues queues = new SharedQueues();
    private final FilterMetrics metrics = new FilterMetrics();

    SharedData data() {
        return data;
    }

    SharedQueues queues() {
        return queues;
    }

    FilterMetrics metrics() {
        return metrics;
    }
}
