package io.hookline.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

final class LoadTest {

    private static final Map<String, String> OLD = Map.of("x-ratelimit-remaining", "1");
    private static final Map<String, String> NEXT = Map.of("ratelimit-remaining", "1");

    private final Tally tally = new Tally();

    @Test
    void aGoodRunIsOneWithoutLossesInWhichBothReleasesServed() {
        judge(200, OLD);
        judge(200, NEXT);
        judgeKeyless(401);
        assertThat(good()).isTrue();
        assertThat(tally.servedByRelease()).containsExactly(Map.entry("1.0.0", 1L), Map.entry("1.1.0", 1L));
        assertThat(tally.calls()).isEqualTo(3);
    }

    @Test
    void aRunInWhichOneReleaseServedNothingIsNotGood() {
        judge(200, OLD);
        judgeKeyless(401);
        assertThat(good()).isFalse();
    }

    @Test
    void anyOtherStatusIsALoss() {
        judge(200, OLD);
        judge(200, NEXT);
        judgeKeyless(401);
        judge(503, OLD);
        judge(429, OLD);
        judgeKeyless(503);
        assertThat(good()).isFalse();
        assertThat(tally.lostCalls()).isEqualTo(3);
        assertThat(tally.losses()).containsKeys("status 503", "status 429", "status 503 without a key");
    }

    @Test
    void aCallWithoutAKeyThatGetsThroughIsNotGood() {
        judge(200, OLD);
        judge(200, NEXT);
        judgeKeyless(401);
        judgeKeyless(200);
        assertThat(tally.slippedCalls()).isOne();
        assertThat(good()).isFalse();
    }

    @Test
    void aCallThatNoRateLimitSawIsNotGood() {
        judge(200, OLD);
        judge(200, NEXT);
        judgeKeyless(401);
        judge(200, Map.of());
        assertThat(good()).isFalse();
    }

    @Test
    void talliesAddUp() {
        judge(200, OLD);
        tally.took(500, false);
        tally.took(900, true);
        Tally total = new Tally();
        total.add(tally);
        total.add(tally);
        assertThat(total.servedByRelease()).containsExactly(Map.entry("1.0.0", 2L));
        assertThat(total.quiet().getTotalCount()).isEqualTo(2);
        assertThat(total.changing().getMaxValue()).isEqualTo(900);
    }

    private void judge(int status, Map<String, String> headers) {
        Load.judge(new HttpConnection.Answer(status, headers), false, 200, tally);
    }

    private void judgeKeyless(int status) {
        Load.judge(new HttpConnection.Answer(status, Map.of()), true, 200, tally);
    }

    private boolean good() {
        return new DemoReport(tally, 1, 1).isGood();
    }
}
