package io.hookline.shell.internal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import java.time.Instant;

/** The snapshots as JSON: indented, keys in the order of the record, moments as ISO 8601, nothing in it that would steer a terminal. */
final class Json {

    /** Built when the first command asks for JSON: most sessions never do. */
    private static final class Holder {
        static final ObjectWriter WRITER = JsonMapper.builder()
                .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
                .addModule(new SimpleModule().addSerializer(Instant.class, ToStringSerializer.instance))
                .build()
                .writer(printer());

        private static DefaultPrettyPrinter printer() {
            DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
            DefaultPrettyPrinter printer = new DefaultPrettyPrinter();
            printer.indentObjectsWith(indenter);
            printer.indentArraysWith(indenter);
            return printer;
        }
    }

    private Json() {}

    static String of(Object snapshot) {
        try {
            return Holder.WRITER.writeValueAsString(snapshot) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a snapshot that JSON cannot hold: " + snapshot.getClass(), e);
        }
    }
}
