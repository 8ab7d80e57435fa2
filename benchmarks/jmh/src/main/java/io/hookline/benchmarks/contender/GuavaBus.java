package io.hookline.benchmarks.contender;

import com.google.common.eventbus.EventBus;
import io.hookline.benchmarks.hook.BenchmarkedHook;
import io.hookline.benchmarks.hook.HookEvent;
import java.util.List;

/** Posts the event to an EventBus, whose subscribers allow concurrent events. */
final class GuavaBus implements Contender {

    private final EventBus bus = new EventBus();

    GuavaBus(List<BenchmarkedHook> hooks) {
        hooks.forEach(bus::register);
    }

    @Override
    public void call(HookEvent event) {
        bus.post(event);
    }
}
