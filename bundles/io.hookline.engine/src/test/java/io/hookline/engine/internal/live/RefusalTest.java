package io.hookline.engine.internal.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.hookline.api.runtime.RefusalReason;
import io.hookline.engine.internal.HookInfos;
import java.util.Arrays;
import java.util.Iterator;
import org.junit.jupiter.api.Test;

/** Hooks that the live set refuses, and what happens once the reason is gone. */
class RefusalTest extends LiveSetFixture {

    @Test
    void aServiceOfAnotherTypeIsRefusedWithoutBeingFetched() {
        openPoint();
        FakeSource wrong = new FakeSource(HookInfos.at(HookInfos.hook(1, "a", 0), POINT, Runnable.class), "");
        live.add(wrong);
        assertThat(wrong.fetched).hasValue(0);
        assertThat(live.refused()).singleElement().satisfies(hook -> {
            assertThat(hook.reason()).isEqualTo(RefusalReason.WRONG_CONTRACT);
            assertThat(hook.detail()).contains(Teller.class.getName(), "java.lang.Runnable");
        });
    }

    @Test
    void aServiceThatDoesNotImplementTheContractIsRefusedAndGivenBack() {
        Teller point = openPoint().call();
        FakeSource foreign = new FakeSource(info(1, "a"), "claims the name of the contract, is a string");
        live.add(foreign);
        assertThat(foreign.givenBack).hasValue(1);
        assertThat(live.refused()).singleElement().satisfies(hook -> {
            assertThat(hook.reason()).isEqualTo(RefusalReason.WRONG_CONTRACT);
            assertThat(hook.detail()).contains("java.lang.String", "does not implement it");
        });
        add(2, "b");
        assertThat(live.refused()).hasSize(1);
        assertThat(foreign.fetched).as("not fetched again, for nothing").hasValue(1);
        assertThat(heard(point)).containsExactly("b");
    }

    @Test
    void aHookWithABadPropertyIsRefusedUntilItIsFixed() {
        Teller point = openPoint().call();
        FakeSource bad = add(HookInfos.problem(info(1, "a"), "service.ranking is text"), heard -> heard.add("a"));
        assertThat(bad.fetched).hasValue(0);
        assertThat(live.refused()).singleElement().satisfies(hook -> {
            assertThat(hook.reason()).isEqualTo(RefusalReason.BAD_PROPERTY);
            assertThat(hook.detail()).contains("service.ranking is text");
        });
        modify(info(1, "a"));
        assertThat(heard(point)).containsExactly("a");
    }

    @Test
    void aHookThatCannotBeActivatedIsRefusedAndOtherHooksAreCalled() {
        Teller point = openPoint().call();
        add(1, "a");
        live.add(FakeSource.activatedBy(info(2, "b"), () -> null));
        live.add(FakeSource.activatedBy(info(3, "c"), () -> {
            throw new NoClassDefFoundError("absent/Type");
        }));
        assertThat(heard(point)).containsExactly("a");
        assertThat(live.refused()).hasSize(2).allSatisfy(hook -> assertThat(hook.reason())
                .isEqualTo(RefusalReason.ACTIVATION_FAILED));
        assertThat(live.refused().get(1).detail()).contains("absent/Type");
    }

    @Test
    void aFailedActivationIsTriedAgainWithTheNextChange() {
        Teller point = openPoint().call();
        Teller hook = heard -> heard.add("late");
        Iterator<Object> attempts = Arrays.<Object>asList(null, hook).iterator();
        live.add(FakeSource.activatedBy(info(1, "late"), attempts::next));
        assertThat(heard(point)).isEmpty();
        add(2, "b");
        assertThat(heard(point)).containsExactly("late", "b");
        assertThat(live.refused()).isEmpty();
    }

    @Test
    void aCycleRefusesItsYoungestHookUntilItIsBroken() {
        Teller point = openPoint().call();
        add(HookInfos.before(info(1, "a"), "b"), heard -> heard.add("a"));
        FakeSource b = add(HookInfos.before(info(2, "b"), "a"), heard -> heard.add("b"));
        assertThat(heard(point)).containsExactly("a");
        assertThat(live.refused()).singleElement().satisfies(hook -> {
            assertThat(hook.reason()).isEqualTo(RefusalReason.ORDER_CYCLE);
            assertThat(hook.plugin()).isEqualTo("b");
        });
        live.remove(1);
        assertThat(heard(point)).containsExactly("b");
        assertThat(live.refused()).isEmpty();
        assertThat(b.fetched).hasValue(1);
    }

    @Test
    void aRefusedReleaseDoesNotDisplaceTheRunningOne() {
        Teller point = openPoint().call();
        add(HookInfos.version(info(1, "auth"), "1.0.0"), heard -> heard.add("auth 1.0"));
        add(HookInfos.before(info(2, "other"), "auth"), heard -> heard.add("other"));
        add(HookInfos.before(HookInfos.version(info(3, "auth"), "1.1.0"), "other"), heard -> heard.add("auth 1.1"));
        assertThat(heard(point)).containsExactly("other", "auth 1.0");
        assertThat(live.refused()).singleElement().satisfies(hook -> {
            assertThat(hook.plugin()).isEqualTo("auth");
            assertThat(hook.version()).isEqualTo("1.1.0");
            assertThat(hook.reason()).isEqualTo(RefusalReason.ORDER_CYCLE);
        });
    }
}
