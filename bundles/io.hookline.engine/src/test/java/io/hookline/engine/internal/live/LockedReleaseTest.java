package io.hookline.engine.internal.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hookline.api.ErrorPolicy;
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
}
