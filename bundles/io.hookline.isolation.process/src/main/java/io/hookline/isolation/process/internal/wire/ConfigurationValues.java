package io.hookline.isolation.process.internal.wire;

import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The properties of a configuration as plain values. Each keeps its type, one of those that the Configuration Admin
 * specification allows: its kind and its letter, and the value.
 */
public final class ConfigurationValues {

    private static final List<Class<?>> TYPES = List.of(
            String.class,
            Integer.class,
            Long.class,
            Float.class,
            Double.class,
            Byte.class,
            Short.class,
            Character.class,
            Boolean.class,
            int.class,
            long.class,
            float.class,
            double.class,
            byte.class,
            short.class,
            char.class,
            boolean.class);
    private static final int BOXED = 9;
    private static final String SINGLE = "s";
    private static final String ARRAY = "a";
    private static final String LIST = "l";

    private ConfigurationValues() {}

    /** The properties as plain values. */
    public static Map<String, @Nullable Object> encode(Map<String, ?> properties) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        properties.forEach((key, value) -> values.put(key, encode(value)));
        return values;
    }

    private static List<Object> encode(Object value) {
        if (value instanceof Collection<?> items) {
            Class<?> type =
                    items.isEmpty() ? String.class : items.iterator().next().getClass();
            return List.of(
                    LIST,
                    indexOf(type),
                    items.stream().map(ConfigurationValues::plain).toList());
        }
        Class<?> type = value.getClass();
        if (!type.isArray()) {
            return List.of(SINGLE, indexOf(type), plain(value));
        }
        List<Object> items = new ArrayList<>();
        for (int i = 0; i < Array.getLength(value); i++) {
            items.add(plain(Array.get(value, i)));
        }
        return List.of(ARRAY, indexOf(type.getComponentType()), items);
    }

    private static int indexOf(Class<?> type) {
        int index = TYPES.indexOf(type);
        if (index < 0) {
            throw new IllegalArgumentException(type.getName() + " is no type of a configuration");
        }
        return index;
    }

    private static Object plain(Object value) {
        if (value instanceof Character letter) {
            return letter.toString();
        }
        if (value instanceof Float number) {
            return number.doubleValue();
        }
        return value instanceof Byte || value instanceof Short ? ((Number) value).intValue() : value;
    }

    /**
     * The properties again.
     *
     * @throws ProtocolException if the values do not come from {@link #encode(Map)}
     */
    public static Map<String, Object> decode(Map<String, @Nullable Object> values) throws ProtocolException {
        Map<String, Object> properties = new HashMap<>();
        for (Map.Entry<String, @Nullable Object> entry : values.entrySet()) {
            properties.put(entry.getKey(), decode(entry.getValue()));
        }
        return properties;
    }

    private static Object decode(@Nullable Object value) throws ProtocolException {
        if (!(value instanceof List<?> parts)
                || parts.size() != 3
                || !(parts.get(1) instanceof Integer index)
                || index < 0
                || index >= TYPES.size()
                || parts.get(2) == null) {
            throw new ProtocolException("a value that is no property");
        }
        Class<?> type = TYPES.get(index);
        if (SINGLE.equals(parts.get(0))) {
            return typed(type, parts.get(2));
        }
        if (!(parts.get(2) instanceof List<?> items)) {
            throw new ProtocolException("a value that is no list of properties");
        }
        if (LIST.equals(parts.get(0))) {
            List<Object> list = new ArrayList<>();
            for (Object item : items) {
                list.add(typed(type, item));
            }
            return list;
        }
        Object array = Array.newInstance(type, items.size());
        for (int i = 0; i < items.size(); i++) {
            Array.set(array, i, typed(type, items.get(i)));
        }
        return array;
    }

    private static Object typed(Class<?> type, @Nullable Object value) throws ProtocolException {
        int index = TYPES.indexOf(type);
        Class<?> box = index < BOXED ? type : TYPES.get(index - BOXED + 1);
        if (value instanceof Number number) {
            return switch (box.getSimpleName()) {
                case "Integer" -> number.intValue();
                case "Long" -> number.longValue();
                case "Float" -> number.floatValue();
                case "Double" -> number.doubleValue();
                case "Byte" -> number.byteValue();
                case "Short" -> number.shortValue();
                default -> throw new ProtocolException("a number where a " + box.getSimpleName() + " is expected");
            };
        }
        if (box == Character.class && value instanceof String text && text.length() == 1) {
            return text.charAt(0);
        }
        if (!box.isInstance(value)) {
            throw new ProtocolException("a property that is no " + box.getSimpleName());
        }
        return value;
    }
}
