package io.hookline.gateway.internal.strangle;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Compares two JSON texts by what they say: order of members, blanks, and ways to write a number do not matter. Names
 * where they differ, never what is there, which may be a secret.
 */
final class JsonComparison {

    private static final ObjectReader READER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build()
            .reader();

    private final IgnoredMembers ignored;
    private final List<String> path = new ArrayList<>();

    JsonComparison(IgnoredMembers ignored) {
        this.ignored = ignored;
    }

    /** The first difference in words; null if there is none. */
    @Nullable
    String difference(byte[] before, byte[] after) throws IOException {
        JsonNode old = read(before);
        JsonNode fresh = read(after);
        if (old == null || fresh == null) {
            return old == null && fresh == null ? null : "the " + (old == null ? "old" : "new") + " body is no JSON";
        }
        return difference(old, fresh);
    }

    private static @Nullable JsonNode read(byte[] body) throws IOException {
        try {
            return READER.readTree(body);
        } catch (JsonProcessingException e) {
            return null;
        }
    }

    private @Nullable String difference(JsonNode old, JsonNode fresh) {
        if (old.isObject() && fresh.isObject()) {
            return ofObjects(old, fresh);
        }
        if (old.isArray() && fresh.isArray()) {
            return ofArrays(old, fresh);
        }
        if (old.isNumber() && fresh.isNumber()) {
            return old.decimalValue().compareTo(fresh.decimalValue()) == 0 ? null : at("another number");
        }
        if (old.getNodeType() != fresh.getNodeType()) {
            return at(kind(old) + " became " + kind(fresh));
        }
        return old.equals(fresh) ? null : at("another " + kind(old));
    }

    private @Nullable String ofObjects(JsonNode old, JsonNode fresh) {
        TreeSet<String> names = new TreeSet<>();
        old.fieldNames().forEachRemaining(names::add);
        fresh.fieldNames().forEachRemaining(names::add);
        for (String name : names) {
            path.add(name);
            String found = ignored.has(path) ? null : ofMember(old.get(name), fresh.get(name));
            path.remove(path.size() - 1);
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    private @Nullable String ofMember(@Nullable JsonNode old, @Nullable JsonNode fresh) {
        if (old == null) {
            return at("new");
        }
        return fresh == null ? at("missing") : difference(old, fresh);
    }

    private @Nullable String ofArrays(JsonNode old, JsonNode fresh) {
        if (old.size() != fresh.size()) {
            return at(old.size() + " elements became " + fresh.size());
        }
        Iterator<JsonNode> others = fresh.iterator();
        int index = 0;
        for (JsonNode element : old) {
            JsonNode other = others.next();
            path.add(Integer.toString(index++));
            String found = ignored.has(path) ? null : difference(element, other);
            path.remove(path.size() - 1);
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    private String at(String what) {
        return "body at /" + String.join("/", path) + ": " + what;
    }

    private static String kind(JsonNode node) {
        return node.getNodeType().name().toLowerCase(Locale.ROOT);
    }
}
