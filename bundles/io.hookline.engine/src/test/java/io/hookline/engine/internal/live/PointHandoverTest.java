package io.hookline.engine.internal.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hookline.api.ErrorPolicy;
import io.hookline.api.HookPoint;
import io.hookline.api.PointSpec;
import io.hookline.api.RequiredHookMissingException;
import io.hookline.api.hook.Compose;
import io.hookline.api.hook.Composition;
import io.hookline.api.runtime.ReleaseId;
import io.hookline.engine.internal.HookInfos;
import io.hookline.engine.release.ReleaseChange;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Points that one release of a host hands over to the next. */
class PointHandoverTest extends LiveSetFixture {

    private static final ReleaseId OLD = HookInfos.release("host", 100);
    private static final ReleaseId NEW = HookInfos.release("host", 200);
    private static final ReleaseId STRANGER = HookInfos.release("stranger", 300);
    private static final PointSpec<Teller> ABORT = PointSpec.of(POINT, Teller.class);
    private static final PointSpec<Teller> SKIP = ABORT.withErrorPolicy(ErrorPolicy.SKIP);

    @Test
    void thePolicyOfAStagedReleaseAppliesFromTheGenerationInWhichItJoins() {
        HookPoint<Teller> old = open(ABORT, OLD);
        add(info(1, "a"), heard -> {
            heard.add("a");
            throw new IllegalStateException("fails");
        });
        live.stage(Set.of(NEW));
        HookPoint<Teller> next = open(SKIP, NEW);
        assertThat(next.call()).isSameAs(old.call());
        assertThatThrownBy(() -> heard(next.call())).hasMessageContaining("fails");
        long before = live.current().number();
        assertThat(swap(NEW, OLD)).isEqualTo(before + 1);
        assertThat(heard(next.call())).containsExactly("a");
        assertThat(heard(old.call())).containsExactly("a");
        old.close();
        assertThat(heard(next.call())).containsExactly("a");
        assertThat(live.owners(POINT)).containsExactly("host");
    }

    @Test
    void noCallMissesAHookWhileReleasesOfTheHostFollowEachOther() throws Exception {
        AtomicReference<HookPoint<Teller>> current = new AtomicReference<>(open(ABORT, OLD));
        add(1, "a");
        Queue<String> faults = new ConcurrentLinkedQueue<>();
        AtomicBoolean stop = new AtomicBoolean();
        CountDownLatch begun = new CountDownLatch(1);
        CompletableFuture<Void> calls = runInThread(() -> {
            while (!stop.get()) {
                List<String> heard = new ArrayList<>();
                try {
                    current.get().call().tell(heard);
                } catch (RuntimeException e) {
                    faults.add(e.toString());
                }
                if (!heard.equals(List.of("a"))) {
                    faults.add("heard " + heard);
                }
                begun.countDown();
            }
        });
        awaitLatch(begun);
        ReleaseId before = OLD;
        for (int i = 0; i < 50; i++) {
            ReleaseId next = HookInfos.release("host", 1_000 + i);
            live.stage(Set.of(next));
            HookPoint<Teller> leaving = current.get();
            HookPoint<Teller> joining = open(i % 2 == 0 ? SKIP : ABORT, next);
            long generation = swap(next, before);
            current.set(joining);
            leases.drain(generation, Duration.ofSeconds(60));
            leaving.close();
            live.forget(Set.of(before));
            before = next;
        }
        stop.set(true);
        calls.get(60, TimeUnit.SECONDS);
        assertThat(faults).isEmpty();
    }

    @Test
    void aRequirementOfTheNextReleaseAppliesOnceItJoins() {
        HookPoint<Teller> old = open(ABORT, OLD);
        add(1, "a");
        live.stage(Set.of(NEW));
        open(ABORT.withRequired(List.of("b")).withRequiredWait(Duration.ZERO), NEW);
        assertThat(heard(old.call())).containsExactly("a");
        swap(NEW, OLD);
        assertThatThrownBy(() -> heard(old.call())).isInstanceOf(RequiredHookMissingException.class);
        add(2, "b");
        assertThat(heard(old.call())).containsExactly("a", "b");
    }

    @Test
    void aReleaseThatIsUndoneChangesNothing() {
        HookPoint<Teller> old = open(ABORT, OLD);
        live.stage(Set.of(NEW));
        open(SKIP, NEW).close();
        live.forget(Set.of(NEW));
        swap(NEW, HookInfos.release("other", 1));
        add(info(1, "a"), heard -> {
            throw new IllegalStateException("fails");
        });
        assertThatThrownBy(() -> heard(old.call())).hasMessageContaining("fails");
    }

    @Test
    void aReleaseThatOpensThePointOnlyAfterItHasJoinedTakesOverAtOnce() {
        HookPoint<Teller> old = open(ABORT, OLD);
        live.stage(Set.of(NEW));
        swap(NEW, OLD);
        HookPoint<Teller> next = open(SKIP, NEW);
        add(info(1, "a"), heard -> {
            throw new IllegalStateException("fails");
        });
        assertThat(heard(next.call())).isEmpty();
        old.close();
        assertThat(heard(next.call())).isEmpty();
    }

    @Test
    void aRefusalSaysThatAnOlderReleaseOfTheHostHasThePoint() {
        open(ABORT, OLD);
        assertThatThrownBy(() -> open(SKIP, NEW))
                .hasMessageContaining("is open already by an older release of host itself (1.0.0)")
                .hasMessageContaining("hook:deploy");
        live.stage(Set.of(NEW));
        assertThatThrownBy(() -> open(PointSpec.of(POINT, OtherTeller.class), NEW))
                .hasMessageContaining("older release of host itself")
                .hasMessageContaining("has a class " + OtherTeller.class.getName() + " of its own")
                .hasMessageContaining("bundle of its own");
        assertThatThrownBy(() -> open(SKIP, STRANGER))
                .hasMessageContaining("with another contract, policy or requirement, by [host]");
    }

    private <T> HookPoint<T> open(PointSpec<T> spec, ReleaseId owner) {
        return live.open(spec, PointOwner.of(owner), closed -> {});
    }

    private long swap(ReleaseId joining, ReleaseId leaving) {
        return live.change(new ReleaseChange(Set.of(joining), Set.of(leaving), List.of()));
    }

    /** A contract that another class loader could have under the same name. */
    interface OtherTeller {

        @Compose(Composition.NOTIFY)
        void tell(List<String> heard);
    }
}
