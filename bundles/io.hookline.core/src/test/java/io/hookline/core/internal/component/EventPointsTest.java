package io.hookline.core.internal.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hookline.api.HookPoint;
import io.hookline.api.hook.Hook;
import io.hookline.api.hook.HookContext;
import io.hookline.engine.Engine;
import io.hookline.engine.HookRegistration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Events whose names come from data. */
class EventPointsTest {

    private final Engine engine = Engine.create();
    private final EventPoints events = new EventPoints(engine, "test", 10, Runnable::run);

    private static final int NAMES = 20_000;

    private final AtomicInteger called = new AtomicInteger();

    @AfterEach
    void close() {
        engine.close();
    }

    @Test
    void manyEventsThatNoHookNamesOpenALimitedNumberOfPoints() {
        for (int i = 0; i < 1_000; i++) {
            events.triggered("order." + i);
        }
        assertThat(engine.report().points()).hasSize(10);
        assertThat(events.triggered("order.3")).isNotNull();
        assertThat(events.triggered("order.999")).isNull();
    }

    @Test
    void aHookThatComesLaterIsCalledByTheNextTrigger() throws Exception {
        for (int i = 0; i < 20; i++) {
            events.triggered("order." + i);
        }
        List<String> heard = new ArrayList<>();
        engine.register("order.19", Hook.class, new Hook() {
            @Override
            public void before(HookContext context) {
                heard.add("before");
            }
        });
        HookPoint<Hook> point = events.triggered("order.19");
        assertThat(point).isNotNull();
        point.call().around(HookContext.create(), context -> null);
        assertThat(heard).containsExactly("before");
    }

    @Test
    void registrationsThatRotateThroughNamesKeepNoPoints() throws Exception {
        for (int i = 0; i < NAMES; i++) {
            String event = "order." + i;
            events.open(event);
            HookRegistration hook = engine.register(event, Hook.class, new Counting());
            events.call(event, HookContext.create(), () -> null);
            hook.close();
            events.left(event);
        }
        assertThat(called).hasValue(NAMES);
        assertThat(engine.report().points()).hasSizeLessThanOrEqualTo(10);
    }

    @Test
    void hooksOfOthersThatRotateThroughNamesKeepNoPoints() throws Exception {
        for (int i = 0; i < 2_000; i++) {
            String event = "order." + i;
            HookRegistration hook = engine.register(event, Hook.class, new Counting());
            events.call(event, HookContext.create(), () -> null);
            hook.close();
        }
        assertThat(called).hasValue(2_000);
        assertThat(engine.report().points()).hasSizeLessThanOrEqualTo(20);
    }

    @Test
    void aPointThatAHookNamesStays() throws Exception {
        engine.register("kept", Hook.class, new Counting());
        events.open("kept");
        for (int i = 0; i < 100; i++) {
            HookRegistration hook = engine.register("order." + i, Hook.class, new Counting());
            events.open("order." + i);
            hook.close();
        }
        events.call("kept", HookContext.create(), () -> null);
        assertThat(called).hasValue(1);
    }

    @Test
    void aCallThatMeetsAClosingPointBeginsAnew() throws Exception {
        HookPoint<Hook> open = events.open("order.1");
        open.close();
        engine.register("order.1", Hook.class, new Counting());
        assertThat(events.<String>call("order.1", HookContext.create(), () -> "done"))
                .isEqualTo("done");
        assertThat(called).hasValue(1);
    }

    @Test
    void aClosedPointWithinTheActionIsNotTakenForTheEventsOwn() {
        HookPoint<Hook> other = engine.join("other", Hook.class, "host");
        other.close();
        AtomicInteger runs = new AtomicInteger();
        assertThatThrownBy(() -> events.call("order.1", HookContext.create(), () -> {
                    runs.incrementAndGet();
                    return other.call().around(HookContext.create(), context -> null);
                }))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("hook point other is closed");
        assertThat(runs).hasValue(1);
    }

    private final class Counting implements Hook {

        @Override
        public void before(HookContext context) {
            called.incrementAndGet();
        }
    }

    @Test
    void afterItsEndItRefusesAllEvents() {
        for (int i = 0; i < 20; i++) {
            events.triggered("order." + i);
        }
        events.close();
        assertThat(engine.report().points()).isEmpty();
        assertThatThrownBy(() -> events.triggered("order.100"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("test has released the hook registry already");
    }
}
