package io.hookline.config.internal.schema;

import java.math.BigDecimal;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;
import org.osgi.service.metatype.AttributeDefinition;

/** The types that an option may have. */
enum ValueType {
    STRING(AttributeDefinition.STRING, String.class, "text"),
    PASSWORD(AttributeDefinition.PASSWORD, String.class, "secret"),
    BOOLEAN(AttributeDefinition.BOOLEAN, Boolean.class, "true or false"),
    CHARACTER(AttributeDefinition.CHARACTER, Character.class, "one character"),
    BYTE(AttributeDefinition.BYTE, Byte.class, "whole number"),
    SHORT(AttributeDefinition.SHORT, Short.class, "whole number"),
    INTEGER(AttributeDefinition.INTEGER, Integer.class, "whole number"),
    LONG(AttributeDefinition.LONG, Long.class, "whole number"),
    FLOAT(AttributeDefinition.FLOAT, Float.class, "number"),
    DOUBLE(AttributeDefinition.DOUBLE, Double.class, "number");

    private final int code;
    private final Class<?> javaType;
    private final String words;

    ValueType(int code, Class<?> javaType, String words) {
        this.code = code;
        this.javaType = javaType;
        this.words = words;
    }

    /** The type with this code of the Metatype specification; text for deprecated ones. */
    static ValueType of(int code) {
        for (ValueType type : values()) {
            if (type.code == code) {
                return type;
            }
        }
        return STRING;
    }

    /** The Java type. */
    Class<?> javaType() {
        return javaType;
    }

    /** The name for messages. */
    String words() {
        return words;
    }

    /** The name in JSON Schema, if it is not a number. */
    String jsonName() {
        return this == BOOLEAN ? "boolean" : "string";
    }

    boolean isText() {
        return this == STRING || this == PASSWORD;
    }

    boolean isWhole() {
        return this == BYTE || this == SHORT || this == INTEGER || this == LONG;
    }

    boolean isFraction() {
        return this == FLOAT || this == DOUBLE;
    }

    boolean isNumber() {
        return isWhole() || isFraction();
    }

    /** The least value of the type; null if it has none. */
    @Nullable
    BigDecimal least() {
        return switch (this) {
            case BYTE -> BigDecimal.valueOf(Byte.MIN_VALUE);
            case SHORT -> BigDecimal.valueOf(Short.MIN_VALUE);
            case INTEGER -> BigDecimal.valueOf(Integer.MIN_VALUE);
            case LONG -> BigDecimal.valueOf(Long.MIN_VALUE);
            default -> null;
        };
    }

    /** The greatest value of the type; null if it has none. */
    @Nullable
    BigDecimal most() {
        return switch (this) {
            case BYTE -> BigDecimal.valueOf(Byte.MAX_VALUE);
            case SHORT -> BigDecimal.valueOf(Short.MAX_VALUE);
            case INTEGER -> BigDecimal.valueOf(Integer.MAX_VALUE);
            case LONG -> BigDecimal.valueOf(Long.MAX_VALUE);
            default -> null;
        };
    }

    /**
     * A value as a number, for comparing; null if it is not a number of this type. A number that is too large for the
     * type is a number, too.
     */
    @Nullable
    BigDecimal number(Object value) {
        try {
            if (value instanceof BigInteger || value instanceof BigDecimal || value instanceof Number) {
                BigDecimal number = new BigDecimal(value.toString());
                return isWhole() ? new BigDecimal(number.toBigIntegerExact()) : number;
            }
            if (value instanceof String text) {
                return isWhole() ? new BigDecimal(new BigInteger(text.strip())) : new BigDecimal(text.strip());
            }
        } catch (NumberFormatException e) {
            // Not a number, or not finite.
            return null;
        } catch (ArithmeticException e) {
            // A fraction for a whole-number type.
            return null;
        }
        return null;
    }

    /** Whether a value cannot be compared: it is infinite or NaN. */
    boolean isNotFinite(Object value) {
        if (!isFraction()) {
            return false;
        }
        try {
            return !Double.isFinite(Double.parseDouble(value.toString().strip()));
        } catch (NumberFormatException e) {
            return false;
        }
    }

    /** The value in the Java type; the value itself if it has another type or is too large. */
    Object typed(Object value) {
        if (isNumber()) {
            BigDecimal number = number(value);
            return number == null ? value : typedNumber(number, value);
        }
        if (value instanceof String text) {
            if (this == BOOLEAN) {
                return switch (text.strip()) {
                    case "true" -> true;
                    case "false" -> false;
                    default -> value;
                };
            }
            if (this == CHARACTER && text.length() == 1) {
                return text.charAt(0);
            }
        }
        return value;
    }

    private Object typedNumber(BigDecimal number, Object value) {
        try {
            return switch (this) {
                case BYTE -> number.byteValueExact();
                case SHORT -> number.shortValueExact();
                case INTEGER -> number.intValueExact();
                case LONG -> number.longValueExact();
                case FLOAT -> Float.isFinite(number.floatValue()) ? (Object) number.floatValue() : value;
                default -> Double.isFinite(number.doubleValue()) ? (Object) number.doubleValue() : value;
            };
        } catch (ArithmeticException e) {
            return value;
        }
    }

    /** Whether the value has the Java type. */
    boolean holds(Object typed) {
        return javaType.isInstance(typed);
    }
}
