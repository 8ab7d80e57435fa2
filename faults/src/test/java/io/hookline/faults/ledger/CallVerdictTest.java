package io.hookline.faults.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CallVerdictTest {

    @ParameterizedTest
    @CsvSource({
        "true,  200, true,  RIGHT",
        "true,  200, false, WRONG_ANSWER",
        "true,  204, true,  WRONG_ANSWER",
        "true,  302, false, WRONG_ANSWER",
        "true,  401, false, REFUSED",
        "true,  404, false, REFUSED",
        "true,  503, false, CLOSED",
        "false, 200, false, OPEN",
        "false, 200, true,  OPEN",
        "false, 302, false, OPEN",
        "false, 401, false, REFUSED",
        "false, 500, false, CLOSED",
    })
    void aResponseIsRightOrAClearRefusal(boolean hasKey, int status, boolean isOwnAnswer, CallVerdict expected) {
        assertThat(CallVerdict.of(new CallObservation(hasKey, status, isOwnAnswer, true, "")))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"true, true, NO_ANSWER", "true, false, DOWN", "false, true, NO_ANSWER", "false, false, DOWN"})
    void aMissingResponseIsExcusedOnlyWhileTheProcessMayBeDown(boolean hasKey, boolean steady, CallVerdict expected) {
        assertThat(CallVerdict.of(new CallObservation(hasKey, 0, false, steady, "connection lost")))
                .isEqualTo(expected);
    }
}
