package io.hookline.unload.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.hookline.unload.Holder;
import io.hookline.unload.HolderKind;
import io.hookline.unload.UnloadReport;
import io.hookline.unload.UnloadState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LoaderWatchTest {

    private static final Inspection FOUND =
            new Inspection(List.of(new Holder(HolderKind.TIMER, "a timer", true)), List.of());
    private static final UnloadLimits LIMITS =
            new UnloadLimits(true, 2, Duration.ofSeconds(10), 3, Duration.ofSeconds(60), 5);

    private final MutableClock clock = new MutableClock();
    private final AtomicInteger asked = new AtomicInteger();
    private final AtomicInteger inspected = new AtomicInteger();
    private LoaderWatch watch = watch(LIMITS);

    private LoaderWatch watch(UnloadLimits limits) {
        return new LoaderWatch(
                clock,
                limits,
                loader -> {
                    inspected.incrementAndGet();
                    return FOUND;
                },
                () -> {
                    asked.incrementAndGet();
                    System.gc();
                });
    }

    @Test
    void twoHundredCleanSwapsLeaveNothing() throws Exception {
        int mostLive = 0;
        for (int round = 0; round < 200; round++) {
            FakePlugin.leak("CleanPlugin", watch, "clean-" + round);
            watch.removed("clean-" + round);
            clock.advance(Duration.ofSeconds(1));
            watch.check();
            mostLive = Math.max(mostLive, watch.live());
        }
        clock.advance(Duration.ofSeconds(10));
        watch.check();
        watch.check();

        assertThat(watch.live()).isZero();
        assertThat(mostLive).isLessThan(25);
        assertThat(watch.reports()).hasSize(5).allMatch(report -> report.state() == UnloadState.GONE);
        assertThat(watch.reports().get(4).release()).isEqualTo("clean-199");
        assertThat(inspected).hasValue(0);
    }

    @Test
    void collectionsAreAskedForPolitely() {
        ClassLoader held = new FakePlugin();
        watch.watch("held", held);
        watch.removed("held");

        watch.check();
        assertThat(asked).as("the first look does not ask").hasValue(0);
        watch.check();
        assertThat(asked).hasValue(1);
        clock.advance(Duration.ofSeconds(9));
        watch.check();
        assertThat(asked).as("not within the interval").hasValue(1);
        clock.advance(Duration.ofSeconds(1));
        watch.check();
        assertThat(asked).hasValue(2);
        keep(held);
    }

    @Test
    void nothingIsAskedForIfThatIsSwitchedOff() {
        watch = watch(new UnloadLimits(false, 1, Duration.ZERO, 1, Duration.ZERO, 5));
        ClassLoader held = new FakePlugin();
        watch.watch("held", held);
        watch.removed("held");

        checks(5);

        assertThat(asked).hasValue(0);
        assertThat(state()).isEqualTo(UnloadState.WATCHED);
        System.gc();
        watch.check();
        assertThat(state())
                .as("after a collection that something else asked for")
                .isEqualTo(UnloadState.HELD);
        keep(held);
    }

    @Test
    void nothingIsHeldWithinTheGraceTimeOrWithoutCollections() {
        watch = watch(new UnloadLimits(true, 1, Duration.ofSeconds(10), 3, Duration.ofSeconds(60), 5));
        ClassLoader held = new FakePlugin();
        watch.watch("held", held);
        watch.removed("held");

        for (int check = 0; check < 5; check++) {
            watch.check();
            clock.advance(Duration.ofSeconds(11));
        }
        assertThat(asked).hasValue(5);
        assertThat(state()).as("55 s are not 60").isEqualTo(UnloadState.WATCHED);
        clock.advance(Duration.ofSeconds(5));
        watch.check();

        assertThat(state()).isEqualTo(UnloadState.HELD);
        assertThat(watch.reports().get(0).holders()).isEqualTo(FOUND.holders());
        assertThat(inspected).hasValue(1);
        checks(5);
        assertThat(inspected).as("inspected once").hasValue(1);
        assertThat(asked).as("who is held is not collected for").hasValue(6);
        keep(held);
    }

    @Test
    void aHeldLoaderIsLookedAtAgainOnDemand() {
        watch = watch(new UnloadLimits(true, 1, Duration.ZERO, 1, Duration.ZERO, 5));
        ClassLoader held = new FakePlugin();
        watch.watch("held", held);
        watch.removed("held");
        checks(3);
        assertThat(state()).isEqualTo(UnloadState.HELD);

        watch.again();
        assertThat(state()).isEqualTo(UnloadState.WATCHED);
        checks(3);

        assertThat(state()).isEqualTo(UnloadState.HELD);
        assertThat(inspected).hasValue(2);
        keep(held);
    }

    @Test
    void aReleaseThatWasNotRemovedIsCountedButNotReported() {
        ClassLoader running = new FakePlugin();
        watch.watch("running", running);
        watch.watch("running again", running);

        assertThat(watch.live()).as("one loader is counted once").isEqualTo(1);
        assertThat(watch.reports()).isEmpty();
        watch.removed("running");
        assertThat(watch.reports()).as("the name was changed").isEmpty();
        assertThat(watch.remaining("running again")).isNull();
        watch.removed("running again");
        assertThat(watch.remaining("running again")).isNotNull();
        keep(running);
    }

    @Test
    void aLoaderThatGoesAheadOfTheEndOfTheRemovalIsReported() throws Exception {
        FakePlugin.leak("CleanPlugin", watch, "quick");
        System.gc();
        watch.check();

        watch.removed("quick");
        watch.check();

        assertThat(state()).isEqualTo(UnloadState.GONE);
        assertThat(watch.remaining("quick")).isNull();
    }

    @Test
    void releasesThatAreHeldAreNeverDropped() {
        List<ClassLoader> held = new ArrayList<>();
        for (int each = 0; each < 20; each++) {
            ClassLoader loader = new FakePlugin();
            held.add(loader);
            watch.watch("held-" + each, loader);
            watch.removed("held-" + each);
        }

        checks(3);

        assertThat(watch.reports()).hasSize(20);
        keep(held);
    }

    @Test
    void ofThoseThatAreGoneTheOldestAreDropped() throws Exception {
        ClassLoader held = new FakePlugin();
        watch.watch("held", held);
        watch.removed("held");
        for (int each = 0; each < 8; each++) {
            FakePlugin.leak("CleanPlugin", watch, "clean-" + each);
            watch.removed("clean-" + each);
        }
        System.gc();
        watch.check();

        assertThat(watch.reports())
                .extracting(UnloadReport::release)
                .containsExactly("held", "clean-3", "clean-4", "clean-5", "clean-6", "clean-7");
        keep(held);
    }

    @Test
    void onlyCollectionsSinceTheRemovalCount() {
        watch = watch(new UnloadLimits(true, 1, Duration.ZERO, 3, Duration.ZERO, 5));
        ClassLoader first = new FakePlugin();
        watch.watch("first", first);
        watch.removed("first");
        checks(4);
        ClassLoader second = new FakePlugin();
        watch.watch("second", second);
        watch.removed("second");

        checks(2);
        assertThat(watch.reports().get(1).state()).isEqualTo(UnloadState.WATCHED);
        checks(1);
        assertThat(watch.reports().get(1).state()).isEqualTo(UnloadState.HELD);
        keep(List.of(first, second));
    }

    @Test
    void namesCannotForgeLines() {
        Holder holder = new Holder(HolderKind.THREAD, "a\r\nb\u001b[31m" + "x".repeat(1000), true);

        assertThat(holder.what()).startsWith("a\\r\\nb\\u001B[31m").hasSize(400);
    }

    private UnloadState state() {
        return watch.reports().get(0).state();
    }

    private void checks(int count) {
        for (int check = 0; check < count; check++) {
            watch.check();
        }
    }

    private static void keep(Object object) {
        assertThat(object).isNotNull();
    }
}
