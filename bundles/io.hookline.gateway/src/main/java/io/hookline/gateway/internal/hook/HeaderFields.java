package io.hookline.gateway.internal.hook;

import io.hookline.common.text.Printable;
import io.hookline.gateway.hook.Headers;
import io.hookline.gateway.internal.message.Fields;
import io.hookline.gateway.internal.message.HopByHop;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The header fields of a message as hooks see them: the message's own fields behind checks. */
public final class HeaderFields implements Headers {

    private static final String NAME_MARKS = "!#$%&'*+-.^_`|~";

    private Fields fields;

    /** The view of these fields. */
    public HeaderFields(Fields fields) {
        this.fields = fields;
    }

    @Override
    public @Nullable String first(String name) {
        return fields.first(name);
    }

    @Override
    public List<String> all(String name) {
        return List.copyOf(fields.all(name));
    }

    @Override
    public Set<String> names() {
        Set<String> names = new LinkedHashSet<>();
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < fields.size(); i++) {
            if (seen.add(fields.name(i).toLowerCase(Locale.ROOT))) {
                names.add(fields.name(i));
            }
        }
        return names;
    }

    @Override
    public void set(String name, String value) {
        fields.set(checked(name), checkedValue(name, value));
    }

    @Override
    public void add(String name, String value) {
        String field = checked(name);
        refuseForHost(name, "added to; set it");
        fields.add(field, checkedValue(name, value));
    }

    @Override
    public void remove(String name) {
        String field = checked(name);
        refuseForHost(name, "removed; set it");
        fields.remove(field);
    }

    /** Shows other fields from now on. */
    void show(Fields other) {
        fields = other;
    }

    /** The fields behind the checks. */
    public Fields fields() {
        return fields;
    }

    private static String checked(String name) {
        boolean token = !name.isEmpty() && name.chars().allMatch(HeaderFields::isNameCharacter);
        if (!token) {
            throw new IllegalArgumentException(
                    Printable.quoted(name) + " cannot name a header field: use letters, digits and hyphens");
        }
        if (HopByHop.isFraming(name)) {
            throw new IllegalArgumentException(
                    "the header field " + name + " frames the message; only the gateway sets it");
        }
        return name;
    }

    private static String checkedValue(String name, String value) {
        // The gateway writes one byte for each character: a wide one could become a line break.
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
