package io.hookline.engine.runner;

import io.hookline.api.hook.ContextKey;
import io.hookline.api.hook.HookContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A {@link HookContext} as plain values, for {@linkplain Codec codecs}: its call id, the time left until its deadline,
 * and those of its attributes whose keys have one of the types String, Boolean, Integer, Long, Double, List and Map,
 * and whose values are plain. Other attributes stay where they are. Stateless.
 *
 * <p>The copy of a context knows what it was made with, so its changes are what differs from that. Two hooks that run
 * at the same time elsewhere do not undo each other's changes.
 */
public final class ContextValues {

    private static final String CALL = "call";
    private static final String LEFT = "left";
    private static final String ATTRIBUTES = "attributes";
    private static final String REMOVED = "removed";
    private static final String ALL = "all";

    private static final List<Class<?>> TYPES =
            List.of(String.class, Boolean.class, Integer.class, Long.class, Double.class, List.class, Map.class);

    /** What a copy was made with, or has passed on since. */
    @SuppressWarnings("rawtypes")
    private static final ContextKey<Map> PASSED = ContextKey.of("io.hookline.engine.passed", Map.class);

    private ContextValues() {}

    /** A context as plain values. */
    public static Map<String, @Nullable Object> encode(HookContext context) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        values.put(CALL, context.callId());
        context.remaining().ifPresent(left -> values.put(LEFT, left.toNanos()));
        values.put(ATTRIBUTES, rows(plain(context)));
        return values;
    }

    /**
     * A copy of a context, whose deadline begins to run.
     *
     * @throws CodecException if the value does not come from {@link #encode}
     */
    public static HookContext decode(@Nullable Object value) {
        if (!(value instanceof Map<?, ?> values) || !(values.get(CALL) instanceof String call)) {
            throw new CodecException("a value that is no context");
        }
        HookContext.Builder builder = HookContext.builder();
        if (HookContext.isCallId(call)) {
            builder.callId(call);
        }
        if (values.get(LEFT) instanceof Long left) {
            builder.timeout(Duration.ofNanos(left));
        }
        HookContext context = builder.build();
        put(values.get(ATTRIBUTES), context);
        context.put(PASSED, plain(context));
        return context;
    }

    /** What has changed in a copy since it was made; of any other context, all attributes. Null if nothing has. */
    public static @Nullable Object encodeChanges(HookContext context) {
        Map<ContextKey<?>, Object> now = plain(context);
        Map<?, ?> before = context.get(PASSED);
        if (before == null) {
            return Map.of(ALL, rows(now));
        }
        Map<ContextKey<?>, Object> changed = new LinkedHashMap<>(now);
        changed.entrySet().removeIf(entry -> entry.getValue().equals(before.get(entry.getKey())));
        List<Object> removed = new ArrayList<>();
        for (Object key : before.keySet()) {
            if (!now.containsKey(key)) {
                removed.add(row((ContextKey<?>) key));
            }
        }
        context.put(PASSED, now);
        return changed.isEmpty() && removed.isEmpty() ? null : Map.of(ATTRIBUTES, rows(changed), REMOVED, removed);
    }

    /**
     * Applies what {@link #encodeChanges} returned on the other side.
     *
     * @throws CodecException if the value does not come from there
     */
    public static void applyChanges(@Nullable Object changes, HookContext context) {
        if (changes == null) {
            return;
        }
        if (!(changes instanceof Map<?, ?> values)) {
            throw new CodecException("a value that is no change of a context");
        }
        if (values.get(ALL) instanceof List<?> all) {
            plain(context).keySet().stream().filter(key -> !has(all, key)).forEach(context::remove);
            put(all, context);
            if (context.get(PASSED) != null) {
                context.put(PASSED, plain(context));
            }
            return;
        }
        put(values.get(ATTRIBUTES), context);
        if (values.get(REMOVED) instanceof List<?> removed) {
            removed.forEach(row -> context.remove(key(row)));
        }
    }

    private static boolean has(List<?> rows, ContextKey<?> key) {
        return rows.stream().anyMatch(row -> key(row).equals(key));
    }

    private static Map<ContextKey<?>, Object> plain(HookContext context) {
        Map<ContextKey<?>, Object> plain = new LinkedHashMap<>();
        context.attributes().forEach((key, value) -> {
            Object copy = TYPES.contains(key.type()) && !key.equals(PASSED) ? copy(value) : null;
            if (copy != null) {
                plain.put(key, copy);
            }
        });
        return plain;
    }

    /** A copy of a plain value; null if it is none, or contains null. */
    private static @Nullable Object copy(@Nullable Object value) {
        if (value instanceof String
                || value instanceof Boolean
                || value instanceof Integer
                || value instanceof Long
                || value instanceof Double) {
            return value;
        }
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> copies = new LinkedHashMap<>();
            map.forEach((name, item) -> {
                Object copy = copy(item);
                if (name instanceof String text && copy != null) {
                    copies.put(text, copy);
                }
            });
            return copies.size() == map.size() ? copies : null;
        }
        // A synchronized list is copied under its own lock.
        Object[] items = value instanceof Collection<?> list ? list.toArray() : null;
        if (items == null) {
            return null;
        }
        List<Object> copies = new ArrayList<>(items.length);
        Arrays.stream(items).map(ContextValues::copy).filter(Objects::nonNull).forEach(copies::add);
        return copies.size() == items.length ? copies : null;
    }

    private static List<Object> rows(Map<ContextKey<?>, Object> attributes) {
        List<Object> rows = new ArrayList<>();
        attributes.forEach((key, value) -> {
            List<Object> row = row(key);
            row.add(value);
            rows.add(row);
        });
        return rows;
    }

    private static List<Object> row(ContextKey<?> key) {
        List<Object> row = new ArrayList<>();
        row.add(key.name());
        row.add(TYPES.indexOf(key.type()));
        return row;
    }

    private static void put(@Nullable Object rows, HookContext context) {
        if (!(rows instanceof List<?> list)) {
            throw new CodecException("a value that is no list of attributes");
        }
        for (Object row : list) {
            ContextKey<Object> key = key(row);
            Object value = row instanceof List<?> fields && fields.size() == 3 ? fields.get(2) : null;
            if (value == null || !key.type().isInstance(value)) {
                throw new CodecException(
                        "attribute " + key.name() + " is no " + key.type().getSimpleName());
            }
            if (!value.equals(copy(context.get(key)))) {
                context.put(key, value);
            }
        }
    }

    @SuppressWarnings("unchecked") // What is put is checked against the type.
    private static ContextKey<Object> key(@Nullable Object row) {
        if (row instanceof List<?> fields
                && fields.size() >= 2
                && fields.get(0) instanceof String name
                && fields.get(1) instanceof Integer type
                && type >= 0
                && type < TYPES.size()) {
            return ContextKey.of(name, (Class<Object>) TYPES.get(type));
        }
        throw new CodecException("a value that is no attribute");
    }
}
