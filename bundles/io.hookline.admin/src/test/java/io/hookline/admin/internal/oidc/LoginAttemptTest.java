package io.hookline.admin.internal.oidc;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Logins that browsers have begun. */
final class LoginAttemptTest {

    private static final Instant NOW = Instant.parse("2026-11-27T10:00:00Z");

    private final LoginAttempt.Maker maker = new LoginAttempt.Maker(Clock.fixed(NOW, ZoneOffset.UTC));

    @Test
    void aLoginIsFoundByItsCookieAndNothingOfItCanBeGuessed() {
        LoginAttempt attempt = maker.begin();
        assertThat(maker.find(attempt.cookie())).contains(attempt);
        assertThat(attempt.hasState(attempt.state())).isTrue();
        assertThat(attempt.hasState("")).isFalse();
        assertThat(List.of(attempt.state(), attempt.nonce(), attempt.verifier()))
                .doesNotHaveDuplicates()
                .allSatisfy(text -> assertThat(text).hasSize(43));
        assertThat(attempt.cookie()).doesNotContain(attempt.state(), attempt.nonce(), attempt.verifier());
        assertThat(maker.begin().state()).isNotEqualTo(attempt.state());
        // The example of RFC 7636, appendix B.
        assertThat(new LoginAttempt("", "", "", "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk").challenge())
                .isEqualTo("E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");
    }

    @Test
    void aLoginEndsOnceHoweverManyOthersEnd() {
        LoginAttempt attempt = maker.begin();
        assertThat(maker.end(attempt)).isTrue();
        assertThat(maker.end(maker.find(attempt.cookie()).orElseThrow())).isFalse();
        assertThat(maker.end(maker.begin())).isTrue();
        for (int i = 0; i < 999; i++) {
            maker.end(maker.begin());
        }
        assertThat(maker.end(attempt)).as("the oldest ones are forgotten").isTrue();
    }

    @Test
    void aCookieOfOthersOrTooOldIsNone() {
        String cookie = maker.begin().cookie();
        String later = String.valueOf(NOW.plus(Duration.ofDays(1)).getEpochSecond());
        String[] parts = cookie.split("\\.", -1);
        for (String other : List.of(
                "",
                ".",
                "..",
                "a.b.c",
                parts[0] + "." + later + "." + parts[2],
                parts[0] + "x." + parts[1] + "." + parts[2],
                cookie + "x",
                new LoginAttempt.Maker(Clock.fixed(NOW, ZoneOffset.UTC)).begin().cookie())) {
            assertThat(maker.find(other)).as(other).isEmpty();
        }
        TickingClock clock = new TickingClock();
        LoginAttempt.Maker old = new LoginAttempt.Maker(clock);
        String late = old.begin().cookie();
        clock.now = NOW.plus(LoginAttempt.LIFETIME);
        assertThat(old.find(late)).isEmpty();
    }

    /** A clock that is set. */
    private static final class TickingClock extends Clock {

        private Instant now = NOW;

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public java.time.ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(java.time.ZoneId zone) {
            return this;
        }
    }
}
