package io.hookline.engine.internal.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.hookline.api.CallScope;
import io.hookline.engine.internal.HookInfos;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Releases of one plugin that share a place in the chain: the newest is called, the others stand by. */
class StandbyTest extends LiveSetFixture {

    @Test
    void theNewestReleaseIsCalledAndTheOldOneStandsBy() {
        Teller point = openPoint().call();
        FakeSource old = add(HookInfos.version(info(1, "a"), "1.0.0"), heard -> heard.add("1.0"));
        long before = live.current().number();
        add(HookInfos.version(info(2, "a"), "1.1.0"), heard -> heard.add("1.1"));
        assertThat(live.current().number()).isEqualTo(before + 1);
        assertThat(heard(point)).containsExactly("1.1");
        assertThat(standby()).containsExactly("a.hook@1.0.0");
        assertThat(old.givenBack).hasValue(0);

        live.remove(2);
        assertThat(heard(point)).containsExactly("1.0");
        assertThat(standby()).isEmpty();
    }

    @Test
    void severalHooksOfOneReleaseAreAllCalled() {
        Teller point = openPoint().call();
        add(1, "a");
        add(2, "a");
        assertThat(heard(point)).containsExactly("a", "a");
    }

    @Test
    void removingAReleaseOnStandbyWaitsOnlyForCallsThatCouldSeeIt() throws Exception {
        Teller point = openPoint().call();
        FakeSource old = add(HookInfos.version(info(1, "a"), "1.0.0"), heard -> heard.add("1.0"));
        add(HookInfos.version(info(2, "a"), "1.1.0"), heard -> heard.add("1.1"));
        try (CallScope scope = leases.enter()) {
            heard(point);
            assertThat(scope.generation()).isEqualTo(live.current().number());
            runInThread(() -> live.remove(1)).get(60, TimeUnit.SECONDS);
        }
        assertThat(old.givenBack).hasValue(1);
        assertThat(drains.metrics().timedOut()).isZero();
    }
}
