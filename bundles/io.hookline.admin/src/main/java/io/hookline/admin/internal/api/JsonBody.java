package io.hookline.admin.internal.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.hookline.admin.internal.http.Problem;
import io.hookline.common.text.Printable;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads the bodies of requests strictly, and the results of commands. */
final class JsonBody {

    private static final int DEEPEST = 8;

    private JsonBody() {}

    /**
     * The body as a record; one without members if it is empty.
     *
     * @throws Problem if it is not that
     */
    static <T> T read(String body, Class<T> type) throws Problem {
        try {
            T read = Holder.STRICT.readValue(body.isBlank() ? "{}" : body, type);
            if (read != null) {
                return read;
            }
        } catch (UnrecognizedPropertyException e) {
            throw Problem.malformed(
                    "The body has a member \"" + Printable.excerpt(e.getPropertyName()) + "\", which there is not");
        } catch (JsonMappingException e) {
            throw Problem.malformed(
                    e.getPath().isEmpty()
                            ? "The body is not a JSON object, or has members twice"
                            : "The member \"" + Printable.excerpt(member(e)) + "\" has a wrong type or value");
        } catch (JsonProcessingException e) {
            throw Problem.malformed("The body is not JSON: " + e.getOriginalMessage());
        }
        throw Problem.malformed("The body is a JSON object");
    }

    /** The path of the member that is wrong, such as {@code options.steps}; one of a list is the list. */
    private static String member(JsonMappingException wrong) {
        return wrong.getPath().stream()
                .map(JsonMappingException.Reference::getFieldName)
                .filter(Objects::nonNull)
                .collect(Collectors.joining("."));
    }

    /** The JSON that a command answered. */
    static JsonNode parse(String text) {
        try {
            return Holder.RESULTS.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a command answered with something else than JSON", e);
        }
    }

    /** Words that were given, none of them null. */
    static List<String> words(@Nullable List<@Nullable String> given, String member, int most) throws Problem {
        if (given == null) {
            return List.of();
        }
        if (given.size() > most || given.stream().anyMatch(word -> word == null)) {
            throw Problem.malformed("\"" + member + "\" has at most " + most + " texts, none of them null");
        }
        return given.stream().map(String::valueOf).toList();
    }

    /** Built when it is first used: most processes end without a request. */
    private static final class Holder {

        static final ObjectMapper STRICT = JsonMapper.builder()
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                .build();

        static final ObjectMapper RESULTS = new ObjectMapper();

        static {
            STRICT.getFactory()
                    .setStreamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(DEEPEST)
                            .build());
        }
    }
}
