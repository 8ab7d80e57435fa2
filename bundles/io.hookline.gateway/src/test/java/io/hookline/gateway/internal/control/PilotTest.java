package io.hookline.gateway.internal.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.hookline.gateway.internal.config.StranglerSettings;
import io.hookline.gateway.internal.control.Pilot.Decision;
import io.hookline.gateway.internal.route.Routes;
import io.hookline.gateway.internal.strangle.MigrationCounts;
import io.hookline.gateway.internal.strangle.SideCalls;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** When a migration goes back or on by itself. */
final class PilotTest {

    private final SideCalls old = new SideCalls();
    private final SideCalls fresh = new SideCalls();
    private StranglerSettings settings = settings(Map.of());
    private final Pilot pilot = new Pilot(settings);
    private long seconds;

    @Test
    void aNewSideThatFailsMoreGoesBackOneStep() {
        look(25);
        calls(old, 300, 0, 5);
        calls(fresh, 10, 10, 5);
        assertThat(look(25).moves()).as("too few calls").isFalse();
        calls(fresh, 90, 30, 5);
        Decision back = look(25);
        assertThat(back.percent()).isEqualTo(5);
        assertThat(back.reason()).startsWith("failure rate 40 %").contains("of the old upstream");
    }

    @Test
    void orToZeroOrNotAtAll() {
        settings = settings(Map.of("stepBack", "zero"));
        worse();
        assertThat(look(50).percent()).isZero();
        settings = settings(Map.of("stepBack", "off"));
        assertThat(look(50).moves()).isFalse();
        assertThat(look(50).reason()).startsWith("worse: failure rate");
    }

    @Test
    void pauseDoesNotStopAStepBack() {
        settings = settings(Map.of("paused", true));
        worse();
        assertThat(look(50).percent()).isEqualTo(25);
    }

    @Test
    void aSlowNewSideGoesBack() {
        calls(old, 100, 0, 5);
        look(50);
        calls(old, 300, 0, 5);
        calls(fresh, 300, 0, 500);
        assertThat(look(50).percent()).isEqualTo(25);
        assertThat(look(5).moves()).as("a step begins with nothing seen").isFalse();
    }

    @Test
    void atOneHundredItIsComparedWithTheLastCallsOfTheOldSide() {
        look(50);
        calls(old, 300, 0, 5);
        calls(fresh, 300, 0, 5);
        look(50);
        look(100);
        calls(fresh, 100, 60, 5);
        assertThat(look(100).percent()).isEqualTo(50);
    }

    @Test
    void whatWasLongAgoDoesNotExcuse() {
        settings = settings(Map.of("windowSeconds", 60));
        look(50);
        calls(old, 1_000, 0, 5);
        look(50);
        calls(old, 100_000, 0, 5);
        calls(fresh, 100_000, 0, 5);
        seconds += 60;
        assertThat(look(50).reason()).startsWith("no worse");
        calls(old, 200, 0, 5);
        calls(fresh, 200, 60, 5);
        assertThat(look(50).percent()).isEqualTo(25);
    }

    @Test
    void stepsFollowByThemselvesOnlyIfYouSaySo() {
        look(25);
        calls(old, 3_000, 0, 5);
        look(25);
        calls(old, 3_000, 0, 5);
        calls(fresh, 3_000, 0, 5);
        seconds += 100;
        assertThat(look(25).moves()).isFalse();
        settings = settings(Map.of("stepAfterSeconds", 60, "paused", true));
        assertThat(look(25).moves()).isFalse();
        settings = settings(Map.of("stepAfterSeconds", 200));
        assertThat(look(25).moves()).isFalse();
        settings = settings(Map.of("stepAfterSeconds", 60));
        assertThat(look(25).percent()).isEqualTo(50);
    }

    @Test
    void shadowsMoveNothing() {
        worse();
        assertThat(look(0)).isEqualTo(Decision.stay("copies only"));
    }

    private void worse() {
        look(50);
        calls(old, 300, 0, 5);
        calls(fresh, 300, 100, 5);
    }

    private Decision look(int percent) {
        MigrationCounts counts = new MigrationCounts(
                old.counts(), fresh.counts(), new SideCalls().counts(), 0, 0, 0, 0, 0, 0, 0, 0, 0, List.of());
        return pilot.look(TimeUnit.SECONDS.toNanos(seconds), settings, percent, counts);
    }

    private static void calls(SideCalls side, int count, int failures, int millis) {
        side.ended(count, failures, millis);
    }

    private static StranglerSettings settings(Map<String, ?> options) {
        return Routes.strangler("m", new HashMap<>(options)).settings();
    }
}
