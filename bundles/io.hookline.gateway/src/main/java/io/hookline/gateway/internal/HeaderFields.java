package io.hookline.gateway.internal;

import io.hookline.common.text.Printable;
import io.hookline.gateway.hook.Headers;
import io.undertow.util.HeaderMap;
import io.undertow.util.HeaderValues;
import io.undertow.util.HttpString;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The header fields of a message as hooks see them: the engine's own map behind checks. */
final class HeaderFields implements Headers {

    private static final Set<String> FRAMING = Set.of(
            "connection",
            "content-length",
            "expect",
            "http2-settings",
            "keep-alive",
            "proxy-connection",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade");
    private static final String NAME_MARKS = "!#$%&'*+-.^_`|~";

    private HeaderMap fields;

    HeaderFields(HeaderMap fields) {
        this.fields = fields;
    }

    @Override
    public @Nullable String first(String name) {
        return fields.getFirst(name);
    }

    @Override
    public List<String> all(String name) {
        HeaderValues values = fields.get(name);
        return values == null ? List.of() : List.copyOf(values);
    }

    @Override
    public Set<String> names() {
        Set<String> names = new LinkedHashSet<>();
        for (HttpString name : fields.getHeaderNames()) {
            names.add(name.toString());
        }
        return names;
    }

    @Override
    public void set(String name, String value) {
        fields.put(checked(name), checkedValue(name, value));
    }

    @Override
    public void add(String name, String value) {
        HttpString field = checked(name);
        refuseForHost(name, "added to; set it");
        fields.add(field, checkedValue(name, value));
    }

    @Override
    public void remove(String name) {
        HttpString field = checked(name);
        refuseForHost(name, "removed; set it");
        fields.remove(field);
    }

    /** Shows another map from now on. */
    void show(HeaderMap other) {
        fields = other;
    }

    /** The map behind the checks. */
    HeaderMap map() {
        return fields;
    }

    private static HttpString checked(String name) {
        boolean token = !name.isEmpty() && name.chars().allMatch(HeaderFields::isNameCharacter);
        if (!token) {
            throw new IllegalArgumentException(
                    Printable.quoted(name) + " cannot name a header field: use letters, digits and hyphens");
        }
        if (FRAMING.contains(name.toLowerCase(Locale.ROOT))) {
            throw new IllegalArgumentException(
                    "the header field " + name + " frames the message; only the gateway sets it");
        }
        return new HttpString(name);
    }

    private static String checkedValue(String name, String value) {
        // Undertow writes one byte for each character: a wide one could become a line break.
        boolean clean = value.chars().allMatch(c -> c >= ' ' && c != 127 && c <= 255);
        if (!clean) {
            throw new IllegalArgumentException("the header field " + name + " cannot have the value "
                    + Printable.quoted(value) + ": line breaks, control and wide characters are refused");
        }
        return value;
    }

    private static void refuseForHost(String name, String remedy) {
        if ("host".equalsIgnoreCase(name)) {
            throw new IllegalArgumentException("the header field " + name + " cannot be " + remedy + " instead");
        }
    }

    private static boolean isNameCharacter(int c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || NAME_MARKS.indexOf(c) >= 0;
    }
}
