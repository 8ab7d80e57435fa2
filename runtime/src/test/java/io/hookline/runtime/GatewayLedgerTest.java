package io.hookline.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

/** When the demo of the gateway counts as a success. */
class GatewayLedgerTest {

    private static final List<String> ALL = List.of(
            GatewayLedger.LEGACY,
            GatewayLedger.NEW,
            GatewayLedger.REPORTS,
            GatewayLedger.NO_KEY,
            GatewayLedger.FORBIDDEN,
            GatewayLedger.HTTP2,
            GatewayLedger.FIRST_CERTIFICATE,
            GatewayLedger.SECOND_CERTIFICATE,
            GatewayLedger.OLD_RELEASE,
            GatewayLedger.NEW_RELEASE);

    private final GatewayLedger ledger = new GatewayLedger();

    @Test
    void itIsASuccessIfEachChangeShowedItsEffectAndNothingWentWrong() {
        for (String what : ALL) {
            assertThat(ledger.isGood(1)).isFalse();
            ledger.count(what);
        }
        assertThat(ledger.isGood(1)).isTrue();
        assertThat(ledger.isGood(0)).as("without copies").isFalse();
    }

    @Test
    void oneCallThatFailedOrGotThroughIsNoSuccess() {
        ALL.forEach(ledger::count);
        ledger.lost("status 502");
        assertThat(ledger.isGood(1)).isFalse();
        StringWriter text = new StringWriter();
        assertThat(ledger.print(new PrintWriter(text), 1)).isFalse();
        assertThat(text.toString())
                .containsPattern("failed +1\\n +status 502 +1")
                .contains("FAILED");

        GatewayLedger other = new GatewayLedger();
        ALL.forEach(other::count);
        other.unauthorised("status 200 in place of 401");
        assertThat(other.isGood(1)).isFalse();
        assertThat(other.wrong()).isEqualTo(1);
    }
}
