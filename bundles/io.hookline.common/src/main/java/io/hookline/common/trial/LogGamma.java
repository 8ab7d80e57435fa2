package io.hookline.common.trial;

/** The logarithm of the gamma function. */
final class LogGamma {

    private static final double HALF_LOG_TWO_PI = 0.5 * Math.log(2 * Math.PI);
    private static final double LARGE = 10;

    private LogGamma() {}

    /*
     * Stirling's series (Abramowitz and Stegun, Handbook of Mathematical Functions, 6.1.40), whose five terms are exact
     * to the last digits of a double from 10 on. Smaller arguments are raised by the recurrence gamma(x + 1) = x
     * gamma(x) (6.1.15).
     */

    /** The logarithm of gamma at x, which must be greater than zero. */
    static double of(double x) {
        double product = 1;
        double raised = x;
        while (raised < LARGE) {
            product *= raised;
            raised += 1;
        }
        double inverse = 1 / raised;
        double square = inverse * inverse;
        double series = inverse
                * (1 / 12.0
                        - square * (1 / 360.0 - square * (1 / 1260.0 - square * (1 / 1680.0 - square * (1 / 1188.0)))));
        double log = (raised - 0.5) * Math.log(raised) - raised + HALF_LOG_TWO_PI + series;
        return product == 1 ? log : log - Math.log(product);
    }
}
