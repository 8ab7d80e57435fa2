package io.hookline.benchmarks.contender;

import io.hookline.benchmarks.hook.BenchmarkedHook;
import io.hookline.benchmarks.hook.HookEvent;
import java.util.List;
import net.engio.mbassy.bus.SyncMessageBus;

/** Publishes the event on a synchronous message bus, whose listeners are held by strong references. */
final class Mbassador implements Contender {

    private final SyncMessageBus<HookEvent> bus = new SyncMessageBus<>(error -> {
        throw new IllegalStateException(error.toString(), error.getCause());
    });

    Mbassador(List<BenchmarkedHook> hooks) {
        hooks.forEach(bus::subscribe);
    }

    @Override
    public void call(HookEvent event) {
        bus.publish(event);
    }
}
