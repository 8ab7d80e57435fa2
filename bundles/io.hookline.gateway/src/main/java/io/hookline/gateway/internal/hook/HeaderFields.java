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

    private static final boolean[] IN_NAMES = inNames();

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
        return fields.all(name);
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
        if (!isToken(name)) {
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
        if (!isClean(value)) {
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

    // Plain loops: hooks change some twenty fields of a request and its response.

    private static boolean isToken(String name) {
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c >= IN_NAMES.length || !IN_NAMES[c]) {
                return false;
            }
        }
        return !name.isEmpty();
    }

    /** The gateway writes one byte for each character: a wide one could become a line break. */
    private static boolean isClean(String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c < ' ' || c == 127 || c > 255) {
                return false;
            }
        }
        return true;
    }

    private static boolean[] inNames() {
        boolean[] allowed = new boolean[128];
        String characters = "!#$%&'*+-.^_`|~0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
        characters.chars().forEach(c -> allowed[c] = true);
        return allowed;
    }
}
