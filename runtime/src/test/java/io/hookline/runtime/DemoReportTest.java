package io.hookline.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

final class DemoReportTest {

    private static final Map<String, String> OLD = Map.of("x-ratelimit-remaining", "1");
    private static final Map<String, String> NEXT = Map.of("ratelimit-remaining", "1");

    private final DemoMetrics metrics = new DemoMetrics();

    @Test
    void aRunWithoutLostCallsInWhichBothReleasesServedIsGood() {
        judge(200, OLD);
        judge(200, NEXT);
        judgeKeyless(401);
        assertThat(good()).isTrue();
        assertThat(metrics.servedByRelease()).containsExactly(Map.entry("1.0.0", 1L), Map.entry("1.1.0", 1L));
        assertThat(metrics.calls()).isEqualTo(3);
    }

    @Test
    void aRunInWhichOneReleaseServedNothingIsNotGood() {
        judge(200, OLD);
        judgeKeyless(401);
        assertThat(good()).isFalse();
    }

    @Test
    void anyOtherStatusIsALostCall() {
        judge(200, OLD);
        judge(200, NEXT);
        judgeKeyless(401);
        judge(503, OLD);
        judge(429, OLD);
        judgeKeyless(503);
        assertThat(good()).isFalse();
        assertThat(metrics.lostCalls()).isEqualTo(3);
        assertThat(metrics.losses()).containsKeys("status 503", "status 429", "status 503 without a key");
    }

    @Test
    void aCallWithoutAKeyThatGetsThroughIsNotGood() {
        judge(200, OLD);
        judge(200, NEXT);
        judgeKeyless(401);
        judgeKeyless(200);
        assertThat(metrics.slippedCalls()).isOne();
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
    void metricsAddUp() {
        judge(200, OLD);
        metrics.took(500, false);
        metrics.took(900, true);
        DemoMetrics total = new DemoMetrics();
        total.add(metrics);
        total.add(metrics);
        assertThat(total.servedByRelease()).containsExactly(Map.entry("1.0.0", 2L));
        assertThat(total.quiet().getTotalCount()).isEqualTo(2);
        assertThat(total.changing().getMaxValue()).isEqualTo(900);
    }

    private void judge(int status, Map<String, String> headers) {
        DemoLoad.judge(new HttpConnection.Answer(status, headers), false, 200, metrics);
    }

    private void judgeKeyless(int status) {
        DemoLoad.judge(new HttpConnection.Answer(status, Map.of()), true, 200, metrics);
    }

    private boolean good() {
        return new DemoReport(metrics, 1, 1).isGood();
    }
}
