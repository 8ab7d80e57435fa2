package io.hookline.common.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LogGammaTest {

    /** Expected values computed with forty digits. */
    @ParameterizedTest
    @CsvSource({
        "0.25, 1.28802252469807746",
        "0.5, 0.572364942924700087",
        "1, 0",
        "2.5, 0.28468287047291916",
        "5, 3.17805383034794562",
        "9.999, 12.7995757800774125",
        "10, 12.8018274800814696",
        "123.25, 468.614482950516644",
        "1e9, 19723265827.5037168",
        "1e18, 4.04465316738928223e+19"
    })
    void isExactToFourteenDigits(double x, double expected) {
        assertThat(LogGamma.of(x)).isCloseTo(expected, within(2e-14 * Math.max(1, expected)));
    }
}
