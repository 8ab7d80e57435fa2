package io.hookline.plugin.policy.rule;

import java.util.Map;

/** The header fields of a request to decide on. Used by one thread. */
public interface RequestFields {

    /** Whether there is a field of this name, in lower case. */
    boolean has(String name);

    /** All fields by lower-case name; several values of one are joined by {@code ", "}. */
    Map<String, String> all();

    /** Fields in a map by lower-case name. */
    static RequestFields of(Map<String, String> fields) {
        return new RequestFields() {
            @Override
            public boolean has(String name) {
                return fields.containsKey(name);
            }

            @Override
            public Map<String, String> all() {
                return fields;
            }
        };
    }
}
