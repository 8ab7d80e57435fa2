package io.hookline.benchmarks.contender;

import io.hookline.benchmarks.hook.BenchmarkedHook;
import io.hookline.benchmarks.hook.HookEvent;
import io.hookline.benchmarks.hook.MulticastEvent;
import java.util.List;
import org.springframework.context.event.SimpleApplicationEventMulticaster;

/** Wraps the event in an ApplicationEvent and multicasts it, as a context's publishEvent does. */
final class SpringEvents implements Contender {

    private final SimpleApplicationEventMulticaster multicaster = new SimpleApplicationEventMulticaster();

    SpringEvents(List<BenchmarkedHook> hooks) {
        hooks.forEach(multicaster::addApplicationListener);
    }

    @Override
    public void call(HookEvent event) {
        multicaster.multicastEvent(new MulticastEvent(this, event));
    }
}
