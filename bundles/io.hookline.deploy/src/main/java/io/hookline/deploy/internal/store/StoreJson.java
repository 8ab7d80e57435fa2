package io.hookline.deploy.internal.store;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;

/** How the store's records are written: JSON, with instants as text. */
final class StoreJson {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .addModule(new SimpleModule()
                    .addSerializer(Instant.class, new InstantAsText())
                    .addDeserializer(Instant.class, new InstantFromText()))
            .build();

    private StoreJson() {}

    static byte[] write(Object record) throws IOException {
        return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsBytes(record);
    }

    static <T> T read(byte[] json, Class<T> type) throws IOException {
        T read = MAPPER.readValue(json, type);
        if (read == null) {
            throw new IOException("the file holds null");
        }
        return read;
    }

    private static final class InstantAsText extends StdSerializer<Instant> {

        private static final long serialVersionUID = 1L;

        InstantAsText() {
            super(Instant.class);
        }

        @Override
        public void serialize(Instant value, JsonGenerator to, SerializerProvider provider) throws IOException {
            to.writeString(value.toString());
        }
    }

    private static final class InstantFromText extends StdDeserializer<Instant> {

        private static final long serialVersionUID = 1L;

        InstantFromText() {
            super(Instant.class);
        }

        @Override
        public Instant deserialize(JsonParser from, DeserializationContext context)
                throws IOException, JacksonException {
            try {
                return Instant.parse(from.getText());
            } catch (DateTimeException e) {
                throw new IOException("'" + from.getText() + "' is not an instant", e);
            }
        }
    }
}
