package io.hookline.gateway.hook;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The header fields of a request or response, live: changes are sent with the message. The case of names does not
 * matter.
 *
 * <p>Not safe for use by several threads at once. Values with a line break or another control character are refused,
 * and so are the fields that frame the message ({@code Content-Length}, {@code Transfer-Encoding}, {@code Connection},
 * …): both with an {@link IllegalArgumentException} that names the field.
 */
@ProviderType
public interface Headers {

    /** The field's first value, or null. */
    @Nullable
    String first(String name);

    /** The field's values in order; empty if there are none. A copy. */
    List<String> all(String name);

    /** The names of all fields. A copy. */
    Set<String> names();

    /** Replaces all values of a field by one. */
    void set(String name, String value);

    /** Adds a value to a field. */
    void add(String name, String value);

    /** Removes a field. */
    void remove(String name);
}
