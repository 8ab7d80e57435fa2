package io.hookline.httpcorpus;

import java.util.ArrayList;
import java.util.List;

/**
 * A header or trailer field as it was received.
 *
 * @param name everything before the first colon, unchanged
 * @param value everything after it, without white space around it
 */
public record Field(String name, String value) {

    /** The fields of a block of lines; a line without a colon is a field with an empty value. */
    static List<Field> parse(String block) {
        List<Field> fields = new ArrayList<>();
        for (String line : block.split("\r\n", -1)) {
            if (line.isEmpty()) {
                continue;
            }
            int colon = line.indexOf(':');
            fields.add(
                    colon < 0
                            ? new Field(line, "")
                            : new Field(
                                    line.substring(0, colon),
                                    line.substring(colon + 1).strip()));
        }
        return fields;
    }

    /** The values of all fields of a name, in their order; case does not matter. */
    static List<String> values(List<Field> fields, String name) {
        return fields.stream()
                .filter(field -> field.name().strip().equalsIgnoreCase(name))
                .map(Field::value)
                .toList();
    }
}
