package io.hookline.engine.internal.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hookline.api.ErrorPolicy;
import io.hookline.api.HookPoint;
import io.hookline.api.PointSpec;
import io.hookline.api.runtime.RefusalReason;
import io.hookline.api.runtime.RefusedHook;
import io.hookline.engine.internal.HookInfos;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Points that open, are shared, and close. */
class PointLifecycleTest extends LiveSetFixture {

    @Test
    void pointListenersAreToldBeforeTheOpenerCanCall() {
        List<String> heard = new ArrayList<>();
        live.onPointChange(name -> {
            heard.add(name + " " + live.contract(name));
            if (live.contract(name) != null) {
                add(1, "a");
            }
        });
        HookPoint<Teller> point = openPoint();
        assertThat(heard(point.call())).containsExactly("a");
        point.close();
        assertThat(heard).containsExactly(POINT + " " + Teller.class, POINT + " null");
    }

    @Test
    void equalSpecificationsShareAPointAndDifferentOnesAreRefused() {
        HookPoint<Teller> one = openPoint();
        HookPoint<Teller> two = live.open(PointSpec.of(POINT, Teller.class), "guest", closed -> {});
        assertThat(two.call()).isSameAs(one.call());
        assertThat(live.owners(POINT)).containsExactly("host", "guest");
        assertThatThrownBy(() -> live.open(
                        PointSpec.of(POINT, Teller.class).withErrorPolicy(ErrorPolicy.SKIP), "stranger", closed -> {}))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContainingAll(POINT, "host");
        one.close();
        one.close();
        assertThat(heard(two.call())).isEmpty();
    }

    @Test
    void aClosedPointRefusesCallsAndGivesItsHooksBack() {
        HookPoint<Teller> point = openPoint();
        FakeSource a = add(1, "a");
        point.close();
        assertThat(a.givenBack).hasValue(1);
        assertThatThrownBy(() -> heard(point.call()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("closed");
        assertThat(generations.leases())
                .as("a call that is refused holds no lease")
                .isZero();
        assertThat(live.refused()).singleElement().satisfies(hook -> assertThat(hook.reason())
                .isEqualTo(RefusalReason.UNKNOWN_POINT));

        Teller again = openPoint().call();
        assertThat(heard(again)).containsExactly("a");
        assertThat(a.fetched).hasValue(2);
    }

    @Test
    void aMistypedPointGetsASuggestionAndInternalPointsAreNotOffered() {
        openPoint();
        openPoint(PointSpec.of("torture.first", Teller.class));
        add(HookInfos.at(HookInfos.hook(1, "a", 0), "tets.point", Teller.class), heard -> {});
        add(HookInfos.at(HookInfos.hook(2, "b", 0), "torture.frist", Teller.class), heard -> {});
        assertThat(live.refused())
                .extracting(RefusedHook::detail)
                .containsExactly(
                        "no hook point tets.point is open; did you mean test.point? Open points: test.point",
                        "no hook point torture.frist is open. Open points: test.point");
    }

    @Test
    void joiningAcceptsAPointWithAnyPolicy() {
        openPoint(PointSpec.of(POINT, Teller.class).withErrorPolicy(ErrorPolicy.SKIP));
        assertThat(live.join(POINT, Teller.class, "guest").name()).isEqualTo(POINT);
        assertThatThrownBy(() -> live.join(POINT, Empty.class, "stranger"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("another contract");
    }

    /** Another contract. */
    interface Empty {
        void nothing();
    }
}
