package io.hookline.gateway.internal.message;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Fields whose value is a comma-separated list of tokens, such as {@code Connection}. */
final class ListField {

    private ListField() {}

    /**
     * All elements of a field, in lower case.
     *
     * @throws BadMessage if an element is not a token
     */
    static List<String> tokens(Fields fields, String name) throws BadMessage {
        if (!fields.has(name)) {
            return List.of();
        }
        List<String> tokens = new ArrayList<>(2);
        for (String value : fields.all(name)) {
            for (String element : value.split(",", -1)) {
                String token = element.strip();
                // RFC 9110, section 5.6.1: a recipient ignores a reasonable number of empty elements.
                if (!token.isEmpty()) {
                    if (!Grammar.isToken(token)) {
                        throw BadMessage.malformed("the field " + name + " is not a list of tokens");
                    }
                    tokens.add(token.toLowerCase(Locale.ROOT));
                }
            }
        }
        return tokens;
    }
}
