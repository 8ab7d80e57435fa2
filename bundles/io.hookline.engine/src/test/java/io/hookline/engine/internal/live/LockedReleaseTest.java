package io.hookline.engine.internal.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.hookline.api.ErrorPolicy;
import io.hookline.api.PointSpec;
import io.hookline.api.runtime.BreakerState;
import io.hookline.engine.internal.HookInfos;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** Hooks of plugins that tried to end the JVM. */
class LockedReleaseTest extends GuardFixture {

    @Test
    void aPluginThatTriedToExitIsNoLongerCalled() {
        Teller point = open(ErrorPolicy.SKIP);
        add(HookInfos.of(info(1, "ill"), 77), heard -> heard.add("ill"));
        add(2, "well");
        long before = live.current().number();
        engine.guards().triedToExit(HookInfos.release("ill", 77), "System.exit(0)");
        awaitGeneration(before);
        assertThat(heard(point)).containsExactly("well");
        assertThat(guard("ill").reason()).isEqualTo("its plugin called System.exit(0)");
    }

    @Test
    void aHookThatComesAfterItsPluginTriedToExitIsNotCalled() {
        Teller point = open(ErrorPolicy.SKIP);
        List<String> told = new CopyOnWriteArrayList<>();
        engine.guards().addObserver((release, hook, reason) -> told.add(release.instance() + " " + reason));
        engine.guards().triedToExit(HookInfos.release("ill", 77), "System.exit(0)");
        add(HookInfos.of(info(1, "ill"), 77), heard -> heard.add("ill"));
        assertThat(heard(point)).isEmpty();
        await().untilAsserted(() -> assertThat(told).containsExactly("77 its plugin called System.exit(0)"));
        engine.guards().reset("ill");
        await().untilAsserted(() -> assertThat(heard(point)).containsExactly("ill"));
    }

    @Test
    void aHookThatAnErrorPassesThroughIsNotBlamedWhateverOtherThreadsThrow() {
        Teller outer = open(ErrorPolicy.ABORT);
        Teller inner = openAt("test.inner");
        Teller other = openAt("test.other");
        addAt("test.inner", 1, heard -> {
            throw new OutOfMemoryError("inner");
        });
        addAt("test.other", 2, heard -> {
            throw new OutOfMemoryError("other");
        });
        addAt(POINT, 3, heard -> {
            try {
                inner.tell(heard);
            } finally {
                assertThatThrownBy(() -> runInThread(() -> other.tell(heard)).join())
                        .hasRootCauseMessage("other");
            }
        });
        assertThatThrownBy(() -> heard(outer))
                .isInstanceOf(OutOfMemoryError.class)
                .hasMessage("inner");
        assertThat(guard("at.test.inner").state()).isEqualTo(BreakerState.LOCKED);
        assertThat(guard("at.test.other").state()).isEqualTo(BreakerState.LOCKED);
        assertThat(guard("at." + POINT).state()).isEqualTo(BreakerState.CLOSED);
    }

    private Teller openAt(String point) {
        return live.open(PointSpec.of(point, Teller.class), "host", closed -> {})
                .call();
    }

    private void addAt(String point, long id, Teller hook) {
        add(HookInfos.at(HookInfos.hook(id, "at." + point, 0), point, Teller.class), hook);
    }
}
