package io.hookline.plugin.policy.json;

import io.hookline.common.text.NearestNames;
import io.hookline.common.text.Printable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Strict access to the keys of one JSON object. Immutable. */
public final class Fields {

    /** The longest name of a rule, role or test. */
    public static final int MOST_NAME = 200;

    private final Located.Members object;
    private final String what;

    private Fields(Located.Members object, String what) {
        this.object = object;
        this.what = what;
    }

    /**
     * The object with these keys.
     *
     * @param what it is, for messages: {@code a rule}
     * @throws PolicyException if it is none, or has another key; the message names the nearest one
     */
    public static Fields of(Located value, String what, String... known) throws PolicyException {
        Located.Members object = object(value, what);
        List<String> names = List.of(known);
        for (Map.Entry<String, Place> key : object.keys().entrySet()) {
            if (!names.contains(key.getKey())) {
                throw new PolicyException(
                        key.getValue(),
                        what + " has no key " + Printable.quoted(key.getKey()) + "."
                                + new NearestNames(names).hint(key.getKey()));
            }
        }
        return new Fields(object, what);
    }

    /** An object with any keys. */
    public static Located.Members object(Located value, String what) throws PolicyException {
        if (value instanceof Located.Members members) {
            return members;
        }
        throw new PolicyException(value.place(), what + " is an object, not " + value.kind());
    }

    /** Where the object begins. */
    public Place place() {
        return object.place();
    }

    /** The value of a key, or null. */
    public @Nullable Located get(String key) {
        return object.members().get(key);
    }

    /** The value of a key that has to be there. */
    public Located required(String key) throws PolicyException {
        Located value = get(key);
        if (value == null) {
            throw new PolicyException(place(), what + " needs the key '" + key + "'");
        }
        return value;
    }

    /** The text of a key, or another one if the key is not there. */
    public String text(String key, String absent) throws PolicyException {
        Located value = get(key);
        return value == null ? absent : text(value, "'" + key + "'");
    }

    /** The text of a key that has to be there, a name. */
    public String name(String key) throws PolicyException {
        return name(required(key), "'" + key + "'");
    }

    /** The whole number of a key that has to be there. */
    public long number(String key) throws PolicyException {
        Located value = required(key);
        if (value.plain() instanceof Integer number) {
            return number;
        }
        throw new PolicyException(value.place(), "'" + key + "' is a whole number, not " + value.kind());
    }

    /**
     * The texts of a key: a list of texts, or one text; empty if the key is not there.
     *
     * @param most how many there may be
     */
    public List<Located.Text> texts(String key, int most) throws PolicyException {
        Located value = get(key);
        return value == null ? List.of() : texts(value, "'" + key + "'", most);
    }

    /** The same for a value. An empty list is refused, for it would say the opposite of what a missing key says. */
    public static List<Located.Text> texts(Located value, String what, int most) throws PolicyException {
        if (value instanceof Located.Text one) {
            return List.of(one);
        }
        List<Located.Text> texts = new ArrayList<>();
        for (Located item : items(value, what, most)) {
            if (!(item instanceof Located.Text one)) {
                throw new PolicyException(item.place(), what + " holds texts, not " + item.kind());
            }
            texts.add(one);
        }
        if (texts.isEmpty()) {
            throw new PolicyException(value.place(), what + " is an empty list: leave it out, or name something");
        }
        return texts;
    }

    /** The items of a list, at most so many; none if the key is not there. */
    public List<Located> items(String key, int most) throws PolicyException {
        Located value = get(key);
        return value == null ? List.of() : items(value, "'" + key + "'", most);
    }

    private static List<Located> items(Located value, String what, int most) throws PolicyException {
        if (!(value instanceof Located.Items list)) {
            throw new PolicyException(value.place(), what + " is a list, not " + value.kind());
        }
        if (list.items().size() > most) {
            throw new PolicyException(
                    value.place(), what + " has " + list.items().size() + " items, of at most " + most);
        }
        return list.items();
    }

    /** A text. */
    public static String text(Located value, String what) throws PolicyException {
        if (value instanceof Located.Text text) {
            return text.plain();
        }
        throw new PolicyException(value.place(), what + " is a text, not " + value.kind());
    }

    /** A name of visible characters, not too long, without blanks at its ends. */
    public static String name(Located value, String what) throws PolicyException {
        String name = text(value, what);
        checkName(name, value.place(), what);
        return name;
    }

    /** Checks a name: 1 to {@value #MOST_NAME} visible characters, without blanks at its ends. */
    public static void checkName(String name, Place place, String what) throws PolicyException {
        Predicate<String> visible = text -> text.codePoints().allMatch(Printable::isVisible);
        if (name.isEmpty() || name.length() > MOST_NAME || !name.strip().equals(name) || !visible.test(name)) {
            throw new PolicyException(
                    place,
                    what + " is a name of 1 to " + MOST_NAME + " visible characters without blanks at its ends, not "
                            + Printable.quoted(name));
        }
    }
}
