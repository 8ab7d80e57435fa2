package io.hookline.isolation.wasm.internal.value;

import io.hookline.api.hook.HookContext;
import io.hookline.engine.runner.CodecException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Turns objects of plain types into plain values and back. */
final class PlainTypes {

    private static final Set<Class<?>> SIMPLE = Set.of(
            String.class,
            Boolean.class,
            boolean.class,
            Integer.class,
            int.class,
            Long.class,
            long.class,
            Short.class,
            short.class,
            Byte.class,
            byte.class,
            Double.class,
            double.class,
            Float.class,
            float.class,
            byte[].class);

    private PlainTypes() {}

    /** The name of what is not plain in a type; null if it is plain. */
    static @Nullable String problem(Type type) {
        return problem(type, new HashSet<>());
    }

    private static @Nullable String problem(Type type, Set<Type> seen) {
        if (!seen.add(type)) {
            return null;
        }
        if (type instanceof ParameterizedType generic) {
            Class<?> raw = (Class<?>) generic.getRawType();
            Type[] arguments = generic.getActualTypeArguments();
            if (raw == List.class || raw == Collection.class || raw == Optional.class) {
                return problem(arguments[0], seen);
            }
            return raw == Map.class && arguments[0] == String.class ? problem(arguments[1], seen) : type.getTypeName();
        }
        if (!(type instanceof Class<?> plain)) {
            return type.getTypeName();
        }
        if (SIMPLE.contains(plain) || plain.isEnum()) {
            return null;
        }
        if (!plain.isRecord()) {
            return plain.getName();
        }
        return Arrays.stream(plain.getRecordComponents())
                .map(component -> problem(component.getGenericType(), seen))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    static @Nullable Object toPlain(@Nullable Object value) {
        if (value == null || value instanceof String || value instanceof Boolean || value instanceof byte[]) {
            return value;
        }
        if (value instanceof Float || value instanceof Double) {
            return ((Number) value).doubleValue();
        }
        if (value instanceof Number number) {
            return number.longValue();
        }
        if (value instanceof Enum<?> constant) {
            return constant.name();
        }
        if (value instanceof Optional<?> optional) {
            return toPlain(optional.orElse(null));
        }
        if (value instanceof HookContext context) {
            return Map.of("callId", context.callId());
        }
        if (value instanceof Collection<?> collection) {
            List<@Nullable Object> list = new ArrayList<>();
            collection.forEach(one -> list.add(toPlain(one)));
            return list;
        }
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        if (value instanceof Map<?, ?> given) {
            given.forEach((key, one) -> map.put(String.valueOf(key), toPlain(one)));
            return map;
        }
        for (RecordComponent component : components(value.getClass())) {
            map.put(component.getName(), toPlain(read(component, value)));
        }
        return map;
    }

    private static RecordComponent[] components(Class<?> type) {
        RecordComponent[] components = type.getRecordComponents();
        if (components == null) {
            throw new CodecException(type.getName() + " is no record, text, number, list or map");
        }
        return components;
    }

    private static @Nullable Object read(RecordComponent component, Object record) {
        try {
            component.getAccessor().trySetAccessible();
            return component.getAccessor().invoke(record);
        } catch (ReflectiveOperationException e) {
            throw new CodecException(component + " cannot be read", e);
        }
    }

    /** A value as an object of a type. */
    static @Nullable Object toJava(@Nullable Object value, Type type) {
        Class<?> raw = raw(type);
        if (raw == Optional.class) {
            return Optional.ofNullable(value == null ? null : toJava(value, argument(type, 0)));
        }
        if (value == null) {
            if (raw.isPrimitive()) {
                throw unfit("null", type);
            }
            return null;
        }
        if (raw == String.class || raw == Boolean.class || raw == boolean.class) {
            boolean fits = raw == String.class ? value instanceof String : value instanceof Boolean;
            if (!fits) {
                throw unfit(value, type);
            }
            return value;
        }
        if (value instanceof Number number) {
            return number(number, raw, type);
        }
        if (value instanceof String text) {
            return text(text, raw, type);
        }
        if (value instanceof List<?> list && (raw == List.class || raw == Collection.class)) {
            List<@Nullable Object> all = new ArrayList<>();
            list.forEach(one -> all.add(toJava(one, argument(type, 0))));
            return all;
        }
        if (value instanceof Map<?, ?> map) {
            return raw == Map.class ? map(map, type) : record(map, raw, type);
        }
        throw unfit(value, type);
    }

    private static Map<String, @Nullable Object> map(Map<?, ?> given, Type type) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        given.forEach((key, one) -> map.put(String.valueOf(key), toJava(one, argument(type, 1))));
        return map;
    }

    private static Object record(Map<?, ?> map, Class<?> raw, Type type) {
        if (!raw.isRecord()) {
            throw unfit(map, type);
        }
        RecordComponent[] components = components(raw);
        Class<?>[] types = new Class<?>[components.length];
        @Nullable Object[] values = new Object[components.length];
        for (int i = 0; i < components.length; i++) {
            types[i] = components[i].getType();
            values[i] = toJava(map.get(components[i].getName()), components[i].getGenericType());
        }
        try {
            var constructor = raw.getDeclaredConstructor(types);
            constructor.trySetAccessible();
            return constructor.newInstance(values);
        } catch (InvocationTargetException e) {
            throw new CodecException(raw.getName() + " refuses the value: " + e.getCause(), e);
        } catch (ReflectiveOperationException e) {
            throw new CodecException(raw.getName() + " cannot be created", e);
        }
    }

    private static Object text(String text, Class<?> raw, Type type) {
        if (raw == byte[].class) {
            try {
                return Base64.getDecoder().decode(text);
            } catch (IllegalArgumentException e) {
                throw new CodecException("\"" + text + "\" is no Base64", e);
            }
        }
        if (raw.isEnum()) {
            for (Object constant : raw.getEnumConstants()) {
                if (((Enum<?>) constant).name().equals(text)) {
                    return constant;
                }
            }
        }
        throw unfit("\"" + text + "\"", type);
    }

    private static Object number(Number number, Class<?> raw, Type type) {
        if (raw == Double.class || raw == double.class) {
            return number.doubleValue();
        }
        if (raw == Float.class || raw == float.class) {
            return number.floatValue();
        }
        long whole = number.longValue();
        boolean fits = !(number instanceof Double);
        if (fits && (raw == Long.class || raw == long.class)) {
            return whole;
        }
        if (fits && (raw == Integer.class || raw == int.class) && whole == (int) whole) {
            return (int) whole;
        }
        if (fits && (raw == Short.class || raw == short.class) && whole == (short) whole) {
            return (short) whole;
        }
        if (fits && (raw == Byte.class || raw == byte.class) && whole == (byte) whole) {
            return (byte) whole;
        }
        throw unfit(number, type);
    }

    private static Class<?> raw(Type type) {
        return (Class<?>) (type instanceof ParameterizedType generic ? generic.getRawType() : type);
    }

    private static Type argument(Type type, int index) {
        return ((ParameterizedType) type).getActualTypeArguments()[index];
    }

    private static CodecException unfit(Object value, Type type) {
        return new CodecException("the module has returned " + value + " for " + type.getTypeName());
    }
}
