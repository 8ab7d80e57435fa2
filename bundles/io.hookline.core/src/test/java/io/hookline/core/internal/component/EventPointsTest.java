package io.hookline.core.internal.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hookline.api.HookPoint;
import io.hookline.api.hook.Hook;
import io.hookline.api.hook.HookContext;
import io.hookline.engine.Engine;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Events whose names come from data. */
class EventPointsTest {

    private final Engine engine = Engine.create();
    private final EventPoints events = new EventPoints(engine, "test", 10);

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
