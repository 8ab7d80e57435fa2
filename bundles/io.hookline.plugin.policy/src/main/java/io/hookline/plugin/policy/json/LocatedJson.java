package io.hookline.plugin.policy.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Reads JSON in UTF-8. Comments as in Java are allowed, since rules need explanations; a key may stand only once in an
 * object. Nesting and lengths are bounded.
 */
public final class LocatedJson {

    /** The deepest nesting. */
    public static final int MOST_DEPTH = 32;

    private static final int MOST_TEXT = 20_000;

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(JsonReadFeature.ALLOW_JAVA_COMMENTS)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MOST_DEPTH)
                    .maxStringLength(MOST_TEXT)
                    .maxNumberLength(100)
                    .maxNameLength(MOST_TEXT)
                    .build())
            .build();

    /** Where a list or an object begins, which the parser says in its own way. */
    private static final Pattern START = Pattern.compile(" \\(start marker at \\[.*?\\]\\)");

    private LocatedJson() {}

    /**
     * Reads one value.
     *
     * @throws PolicyException if it is not such JSON; the message has line and column
     */
    public static Located parse(byte[] content) throws PolicyException {
        // Decoded first: the parser would read UTF-16 as well, and counts columns of UTF-8 in bytes.
        try (JsonParser parser = FACTORY.createParser(utf8(content))) {
            if (parser.nextToken() == null) {
                throw new PolicyException("it is empty: write a policy, see docs/policy.md");
            }
            Located value = value(parser);
            if (parser.nextToken() != null) {
                throw new PolicyException(place(parser), "something follows behind the end of the policy");
            }
            return value;
        } catch (JsonProcessingException e) {
            JsonLocation location = e.getLocation();
            String message = START.matcher(e.getOriginalMessage()).replaceAll("");
            throw location == null
                    ? new PolicyException("it is not valid JSON: " + message)
                    : new PolicyException(placeOf(location), "it is not valid JSON: " + message);
        } catch (IOException e) {
            throw new PolicyException("it cannot be read: " + e.getMessage());
        }
    }

    private static String utf8(byte[] content) throws PolicyException {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(content))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new PolicyException("it is not a text in UTF-8: save it in this encoding");
        }
    }

    private static Located value(JsonParser parser) throws IOException {
        Place place = place(parser);
        return switch (parser.currentToken()) {
            case START_OBJECT -> members(parser, place);
            case START_ARRAY -> items(parser, place);
            case VALUE_STRING -> new Located.Text(place, parser.getText());
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new Located.Scalar(place, parser.getNumberValue());
            case VALUE_TRUE -> new Located.Scalar(place, true);
            case VALUE_FALSE -> new Located.Scalar(place, false);
            default -> new Located.Scalar(place, null);
        };
    }

    private static Located members(JsonParser parser, Place place) throws IOException {
        Map<String, Located> members = new LinkedHashMap<>();
        Map<String, Place> keys = new LinkedHashMap<>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String key = parser.currentName();
            keys.put(key, place(parser));
            parser.nextToken();
            members.put(key, value(parser));
        }
        return new Located.Members(place, members, keys);
    }

    private static Located items(JsonParser parser, Place place) throws IOException {
        List<Located> items = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            items.add(value(parser));
        }
        return new Located.Items(place, items);
    }

    private static Place place(JsonParser parser) {
        return placeOf(parser.currentTokenLocation());
    }

    private static Place placeOf(JsonLocation location) {
        return new Place(location.getLineNr(), location.getColumnNr());
    }
}
