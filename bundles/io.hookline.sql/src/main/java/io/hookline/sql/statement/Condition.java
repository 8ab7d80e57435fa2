package io.hookline.sql.statement;

import java.util.Objects;

/**
 * A comparison of a column with a bound parameter.
 *
 * @param column the column's name
 * @param operator how it is compared
 */
public record Condition(String column, Operator operator) {

    /** Checks that the column can be one. */
    public Condition {
        Table.requireName(column);
        Objects.requireNonNull(operator, "operator");
    }

    /** The comparisons. */
    public enum Operator {
        /** Equal to the parameter. */
        EQUAL("="),
        /** Not equal to the parameter. */
        NOT_EQUAL("<>"),
        /** Less than the parameter. */
        LESS("<"),
        /** Less than the parameter or equal to it. */
        AT_MOST("<="),
        /** Greater than the parameter. */
        GREATER(">"),
        /** Greater than the parameter or equal to it. */
        AT_LEAST(">=");

        private final String sign;

        Operator(String sign) {
            this.sign = sign;
        }

        /** How SQL writes it. */
        public String sign() {
            return sign;
        }
    }
}
