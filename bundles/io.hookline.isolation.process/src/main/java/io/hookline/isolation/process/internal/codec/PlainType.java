package io.hookline.isolation.process.internal.codec;

import io.hookline.api.hook.HookContext;
import io.hookline.engine.runner.CodecException;
import io.hookline.engine.runner.ContextValues;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One type of a contract's methods, and how its values become plain ones and back. Null stays null, except where a
 * primitive is expected. Immutable.
 */
abstract class PlainType {

    private static final Map<Class<?>, Class<?>> BOXES = Map.of(
            int.class, Integer.class,
            long.class, Long.class,
            double.class, Double.class,
            boolean.class, Boolean.class,
            short.class, Short.class,
            byte.class, Byte.class,
            float.class, Float.class,
            char.class, Character.class);

    /**
     * Reads a type.
     *
     * @param within records that contain it, to find those that contain themselves
     * @throws CodecException if its values are no plain values; the message names it
     */
    static PlainType of(Type type, List<Class<?>> within) {
        if (type instanceof ParameterizedType generic && generic.getRawType() instanceof Class<?> raw) {
            Type[] of = generic.getActualTypeArguments();
            if (raw == List.class || raw == Collection.class) {
                return new ListType(of(of[0], within));
            }
            if (raw == Map.class && of[0] == String.class) {
                return new MapType(of(of[1], within));
            }
        }
        if (!(type instanceof Class<?> named)) {
            throw unfit(type);
        }
        Class<?> known = BOXES.getOrDefault(named, named);
        if (known == String.class || known == Boolean.class || known == byte[].class) {
            return new Same(known);
        }
        if (Number.class.isAssignableFrom(known) && BOXES.containsValue(known)) {
            return new NumberType(known);
        }
        if (known == Object.class) {
            return new Any();
        }
        if (known == HookContext.class) {
            return new ContextType();
        }
        if (known.isEnum()) {
            return new EnumType(known);
        }
        if (known.isRecord() && !within.contains(known)) {
            return new RecordType(known, within);
        }
        throw unfit(type);
    }

    private static CodecException unfit(Type type) {
        return new CodecException(type.getTypeName()
                + " is no string, number, boolean, byte array, enum, HookContext, nor a record, list or map of them");
    }

    final @Nullable Object encode(@Nullable Object value) {
        return value == null ? null : plain(value);
    }

    final @Nullable Object decode(@Nullable Object value) {
        return value == null ? null : typed(value);
    }

    abstract Object plain(Object value);

    abstract Object typed(Object value);

    private static CodecException unexpected(Object value, String expected) {
        return new CodecException("a value of " + value.getClass().getName() + " where " + expected + " is expected");
    }

    private static final class Same extends PlainType {

        private final Class<?> type;

        Same(Class<?> type) {
            this.type = type;
        }

        @Override
        Object plain(Object value) {
            return value;
        }

        @Override
        Object typed(Object value) {
            if (!type.isInstance(value)) {
                throw unexpected(value, type.getSimpleName());
            }
            return value;
        }
    }

    private static final class NumberType extends PlainType {

        private final Class<?> type;

        NumberType(Class<?> type) {
            this.type = type;
        }

        @Override
        Object plain(Object value) {
            if (value instanceof Short || value instanceof Byte) {
                return ((Number) value).intValue();
            }
            return value instanceof Float number ? number.doubleValue() : value;
        }

        @Override
        Object typed(Object value) {
            if (!(value instanceof Number number)) {
                throw unexpected(value, type.getSimpleName());
            }
            return switch (type.getSimpleName()) {
                case "Integer" -> Math.toIntExact(number.longValue());
                case "Long" -> number.longValue();
                case "Short" -> number.shortValue();
                case "Byte" -> number.byteValue();
                case "Float" -> number.floatValue();
                default -> number.doubleValue();
            };
        }
    }

    /** Whatever is plain already. */
    private static final class Any extends PlainType {

        @Override
        Object plain(Object value) {
            if (value instanceof String
                    || value instanceof Boolean
                    || value instanceof Integer
                    || value instanceof Long
                    || value instanceof Double
                    || value instanceof byte[]) {
                return value;
            }
            if (value instanceof List<?> list) {
                return new ListType(this).plain(list);
            }
            if (value instanceof Map<?, ?> map) {
                return new MapType(this).plain(map);
            }
            throw new CodecException("a value of " + value.getClass().getName() + " cannot leave its process");
        }

        @Override
        Object typed(Object value) {
            return value;
        }
    }

    private static final class ListType extends PlainType {

        private final PlainType item;

        ListType(PlainType item) {
            this.item = item;
        }

        @Override
        Object plain(Object value) {
            List<@Nullable Object> items = new ArrayList<>();
            ((Collection<?>) value).forEach(one -> items.add(item.encode(one)));
            return items;
        }

        @Override
        Object typed(Object value) {
            if (!(value instanceof List<?> list)) {
                throw unexpected(value, "a list");
            }
            List<@Nullable Object> items = new ArrayList<>();
            list.forEach(one -> items.add(item.decode(one)));
            return items;
        }
    }

    private static final class MapType extends PlainType {

        private final PlainType item;

        MapType(PlainType item) {
            this.item = item;
        }

        @Override
        Object plain(Object value) {
            Map<String, @Nullable Object> items = new LinkedHashMap<>();
            ((Map<?, ?>) value).forEach((name, one) -> items.put(String.valueOf(name), item.encode(one)));
            return items;
        }

        @Override
        Object typed(Object value) {
            if (!(value instanceof Map<?, ?> map)) {
                throw unexpected(value, "a map");
            }
            Map<String, @Nullable Object> items = new LinkedHashMap<>();
            map.forEach((name, one) -> items.put(String.valueOf(name), item.decode(one)));
            return items;
        }
    }

    private static final class ContextType extends PlainType {

        @Override
        Object plain(Object value) {
            return ContextValues.encode((HookContext) value);
        }

        @Override
        Object typed(Object value) {
            return ContextValues.decode(value);
        }
    }

    private static final class EnumType extends PlainType {

        private final Class<?> type;

        EnumType(Class<?> type) {
            this.type = type;
        }

        @Override
        Object plain(Object value) {
            return ((Enum<?>) value).name();
        }

        @Override
        Object typed(Object value) {
            return Arrays.stream(Objects.requireNonNull(type.getEnumConstants()))
                    .filter(constant -> ((Enum<?>) constant).name().equals(value))
                    .findFirst()
                    .orElseThrow(() -> new CodecException("there is no " + type.getSimpleName() + " " + value));
        }
    }

    private static final class RecordType extends PlainType {

        private final Class<?> type;
        private final List<RecordComponent> components;
        private final List<PlainType> types = new ArrayList<>();

        RecordType(Class<?> type, List<Class<?>> within) {
            this.type = type;
            this.components = List.of(type.getRecordComponents());
            List<Class<?>> deeper = new ArrayList<>(within);
            deeper.add(type);
            components.forEach(component -> types.add(of(component.getGenericType(), deeper)));
        }

        @Override
        Object plain(Object value) {
            Map<String, @Nullable Object> values = new LinkedHashMap<>();
            try {
                for (int i = 0; i < types.size(); i++) {
                    RecordComponent component = components.get(i);
                    values.put(
                            component.getName(),
                            types.get(i).encode(component.getAccessor().invoke(value)));
                }
            } catch (IllegalAccessException | InvocationTargetException e) {
                throw new CodecException("record " + type.getName() + " cannot be read: " + e, e);
            }
            return values;
        }

        @Override
        Object typed(Object value) {
            if (!(value instanceof Map<?, ?> values)) {
                throw unexpected(value, "a map");
            }
            Class<?>[] signature =
                    components.stream().map(RecordComponent::getType).toArray(Class<?>[]::new);
            @Nullable Object[] given = new Object[types.size()];
            for (int i = 0; i < given.length; i++) {
                given[i] = types.get(i).decode(values.get(components.get(i).getName()));
            }
            try {
                return type.getConstructor(signature).newInstance(given);
            } catch (ReflectiveOperationException | IllegalArgumentException e) {
                throw new CodecException("record " + type.getName() + " cannot be made: " + e, e);
            }
        }
    }
}
