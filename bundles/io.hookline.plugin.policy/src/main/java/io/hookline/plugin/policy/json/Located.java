package io.hookline.plugin.policy.json;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A JSON value with its place. Immutable. */
public sealed interface Located {

    /** Where it begins. */
    Place place();

    /** What it is, for messages: {@code an object}. */
    String kind();

    /** As plain data: maps, lists, texts, numbers, truth values and null. */
    @Nullable
    Object plain();

    /**
     * An object.
     *
     * @param members by key, in order
     * @param keys the place of each key
     */
    record Members(Place place, Map<String, Located> members, Map<String, Place> keys) implements Located {

        @Override
        public String kind() {
            return "an object";
        }

        @Override
        public Map<String, @Nullable Object> plain() {
            Map<String, @Nullable Object> plain = new LinkedHashMap<>();
            members.forEach((key, value) -> plain.put(key, value.plain()));
            return Collections.unmodifiableMap(plain);
        }
    }

    /** A list. */
    record Items(Place place, List<Located> items) implements Located {

        @Override
        public String kind() {
            return "a list";
        }

        @Override
        public List<@Nullable Object> plain() {
            List<@Nullable Object> plain = new ArrayList<>();
            items.forEach(item -> plain.add(item.plain()));
            return Collections.unmodifiableList(plain);
        }
    }

    /** A text. */
    record Text(Place place, String plain) implements Located {

        @Override
        public String kind() {
            return "a text";
        }
    }

    /** A number, a truth value, or null. */
    record Scalar(Place place, @Nullable Object plain) implements Located {

        @Override
        public String kind() {
            return plain == null ? "null" : String.valueOf(plain);
        }
    }
}
