package io.hookline.isolation.wasm.internal.value;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.hookline.engine.runner.CodecException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Plain values as JSON. Byte arrays become Base64. Safe for use by many threads. */
final class JsonValues {

    private static final JsonFactory FACTORY = new JsonFactory();
    private static final int MOST_DEPTH = 100;

    private JsonValues() {}

    static byte[] write(@Nullable Object value) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = FACTORY.createGenerator(bytes)) {
            write(json, value);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static void write(JsonGenerator json, @Nullable Object value) throws IOException {
        if (value == null) {
            json.writeNull();
        } else if (value instanceof String text) {
            json.writeString(text);
        } else if (value instanceof Boolean flag) {
            json.writeBoolean(flag);
        } else if (value instanceof Double number) {
            json.writeNumber(number);
        } else if (value instanceof Number number) {
            json.writeNumber(number.longValue());
        } else if (value instanceof byte[] content) {
            json.writeString(Base64.getEncoder().encodeToString(content));
        } else if (value instanceof List<?> list) {
            json.writeStartArray();
            for (Object one : list) {
                write(json, one);
            }
            json.writeEndArray();
        } else if (value instanceof Map<?, ?> map) {
            json.writeStartObject();
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                json.writeFieldName(String.valueOf(entry.getKey()));
                write(json, entry.getValue());
            }
            json.writeEndObject();
        } else {
            throw new CodecException(value.getClass().getName() + " is no plain value");
        }
    }

    /**
     * Reads one value.
     *
     * @throws CodecException if it is no JSON, or something follows it
     */
    static @Nullable Object read(byte[] bytes) {
        try (JsonParser json = FACTORY.createParser(bytes)) {
            Object value = read(json, json.nextToken(), 0);
            if (json.nextToken() != null) {
                throw new CodecException("something follows the JSON that the module has returned");
            }
            return value;
        } catch (IOException e) {
            throw new CodecException("the module has returned no JSON: " + e.getMessage(), e);
        }
    }

    private static @Nullable Object read(JsonParser json, @Nullable JsonToken token, int depth) throws IOException {
        if (token == null || depth > MOST_DEPTH) {
            throw new CodecException(
                    token == null ? "the module has returned nothing" : "the JSON is nested too deeply");
        }
        switch (token) {
            case START_OBJECT -> {
                Map<String, @Nullable Object> map = new LinkedHashMap<>();
                while (json.nextToken() == JsonToken.FIELD_NAME) {
                    String name = json.currentName();
                    map.put(name, read(json, json.nextToken(), depth + 1));
                }
                return map;
            }
            case START_ARRAY -> {
                List<@Nullable Object> list = new ArrayList<>();
                for (JsonToken next = json.nextToken(); next != JsonToken.END_ARRAY; next = json.nextToken()) {
                    list.add(read(json, next, depth + 1));
                }
                return list;
            }
            case VALUE_STRING -> {
                return json.getText();
            }
            case VALUE_NUMBER_INT -> {
                return json.getLongValue();
            }
            case VALUE_NUMBER_FLOAT -> {
                return json.getDoubleValue();
            }
            case VALUE_TRUE -> {
                return true;
            }
            case VALUE_FALSE -> {
                return false;
            }
            default -> {
                return null;
            }
        }
    }
}
