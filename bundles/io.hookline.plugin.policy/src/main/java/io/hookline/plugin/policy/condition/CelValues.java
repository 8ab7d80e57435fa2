package io.hookline.plugin.policy.condition;

import dev.cel.common.values.NullValue;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Plain JSON values as CEL sees them: whole numbers are int, other numbers double, dates timestamps. */
public final class CelValues {

    private static final int MOST_DEPTH = 32;

    private CelValues() {}

    /**
     * The value for CEL.
     *
     * @throws IllegalArgumentException if it is nested too deeply, or is no JSON value
     */
    public static Object of(@Nullable Object plain) {
        return of(plain, 0);
    }

    private static Object of(@Nullable Object plain, int depth) {
        if (depth > MOST_DEPTH) {
            throw new IllegalArgumentException("a claim is nested more than " + MOST_DEPTH + " levels deep");
        }
        if (plain instanceof String || plain instanceof Boolean || plain instanceof Long || plain instanceof Double) {
            return plain;
        }
        if (plain == null) {
            return NullValue.NULL_VALUE;
        }
        if (plain instanceof Map<?, ?> map) {
            Map<String, Object> values = new LinkedHashMap<>();
            map.forEach((key, value) -> values.put(String.valueOf(key), of(value, depth + 1)));
            return values;
        }
        if (plain instanceof Iterable<?> items) {
            List<Object> values = new ArrayList<>();
            items.forEach(item -> values.add(of(item, depth + 1)));
            return values;
        }
        return scalar(plain);
    }

    private static Object scalar(Object plain) {
        if (plain instanceof BigInteger number) {
            return number.bitLength() < Long.SIZE ? (Object) number.longValue() : (Object) number.doubleValue();
        }
        if (plain instanceof BigDecimal || plain instanceof Float) {
            return ((Number) plain).doubleValue();
        }
        if (plain instanceof Number number) {
            return number.longValue();
        }
        if (plain instanceof Instant) {
            return plain;
        }
        if (plain instanceof Date date) {
            return date.toInstant();
        }
        throw new IllegalArgumentException(
                "a claim is of the type " + plain.getClass().getName() + ", which is no JSON value");
    }
}
