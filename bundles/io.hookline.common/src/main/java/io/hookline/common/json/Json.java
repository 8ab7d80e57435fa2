package io.hookline.common.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Public records as JSON, one way for all tools: indented; the components' names as keys, in the order of the record;
 * an enum constant by its name; an {@link Instant} as ISO 8601 text, a {@link Duration} as ISO 8601 text ({@code
 * PT10S}); null and an empty {@link Optional} as null. All that is not ASCII is escaped, so that nothing can control a
 * terminal.
 */
public final class Json {

    /** Built when it is first used: most sessions print no JSON. */
    private static final class Holder {
        static final ObjectMapper MAPPER = JsonMapper.builder()
                .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
                .addModule(new SimpleModule()
                        .addSerializer(Instant.class, ToStringSerializer.instance)
                        .addSerializer(Duration.class, ToStringSerializer.instance)
                        .addSerializer(new OptionalSerializer()))
                .build();
        static final ObjectWriter WRITER = MAPPER.writer(printer());
        static final ObjectWriter LINE = MAPPER.writer();

        private static DefaultPrettyPrinter printer() {
            DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
            DefaultPrettyPrinter printer = new DefaultPrettyPrinter();
            printer.indentObjectsWith(indenter);
            printer.indentArraysWith(indenter);
            return printer;
        }
    }

    private Json() {}

    /** The JSON of a record, a list or a map, with a line end. */
    public static String of(Object data) {
        try {
            return Holder.WRITER.writeValueAsString(data) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("data that JSON cannot hold: " + data.getClass(), e);
        }
    }

    /** The same on one line, with a line end: for streams of records. */
    public static String line(Object data) {
        try {
            return Holder.LINE.writeValueAsString(data) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("data that JSON cannot hold: " + data.getClass(), e);
        }
    }

    /** A JSON text as data, which {@link #of} prints. */
    public static Object parse(String text) {
        try {
            return Holder.MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("not a JSON text", e);
        }
    }

    /** Writes the value, or null. */
    @SuppressWarnings("rawtypes") // Jackson asks for the class of what it serializes, which cannot have parameters.
    private static final class OptionalSerializer extends StdSerializer<Optional> {

        private static final long serialVersionUID = 1L;

        OptionalSerializer() {
            super(Optional.class);
        }

        @Override
        public void serialize(Optional value, JsonGenerator generator, SerializerProvider provider) throws IOException {
            provider.defaultSerializeValue(value.isPresent() ? value.get() : null, generator);
        }
    }
}
