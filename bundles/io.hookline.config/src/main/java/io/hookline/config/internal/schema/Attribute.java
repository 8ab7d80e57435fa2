package io.hookline.config.internal.schema;

import io.hookline.config.Breach;
import io.hookline.config.Breach.Reason;
import java.lang.reflect.Array;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a bundle says about one option.
 *
 * @param list whether it takes several values
 * @param required whether it has to be set: it has no default
 * @param defaults what holds if it is not set; null if nothing does
 * @param least of a number, or of a text's length; null for none
 * @param most of a number, or of a text's length; null for none
 * @param form that a text has to have; null for any
 * @param choices the values that it may have; empty for any
 */
record Attribute(
        String key,
        ValueType type,
        boolean list,
        boolean required,
        @Nullable List<String> defaults,
        @Nullable BigDecimal least,
        @Nullable BigDecimal most,
        @Nullable Pattern form,
        List<String> choices,
        String description) {

    boolean isSecret() {
        return type == ValueType.PASSWORD;
    }

    /** The value in Java's types where it can be read so; a list becomes an array. */
    Object typed(Object value) {
        if (!list) {
            return Values.isMany(value) ? value : type.typed(value);
        }
        List<Object> elements = elements(value);
        if (!elements.stream().allMatch(type::holds)) {
            // It is refused, or asks for something from elsewhere, which is text.
            return elements.stream().allMatch(String.class::isInstance) ? elements.toArray(String[]::new) : value;
        }
        Object array = Array.newInstance(type.javaType(), elements.size());
        for (int i = 0; i < elements.size(); i++) {
            Array.set(array, i, elements.get(i));
        }
        return array;
    }

    /** The elements in Java's types where they can be read so; a text has commas between them. */
    private List<Object> elements(Object value) {
        List<?> elements = value instanceof String text ? Values.parts(text) : Values.elements(value);
        return elements.stream().map(type::typed).toList();
    }

    /**
     * Tells what is wrong with a value, if something is.
     *
     * @param value as it is delivered
     * @param undelivered the same, before what it asks for from elsewhere was put in
     */
    void check(Object value, Object undelivered, Consumer<Breach> breaches) {
        if (!list && Values.isMany(value)) {
            breaches.accept(breach(Reason.WRONG_TYPE, words() + ", not a list"));
            return;
        }
        Given given = new Given(isSecret() || Values.isSecretive(key), undelivered, checked(undelivered));
        for (Object element : checked(value)) {
            checkOne(element, given, breaches);
        }
    }

    private List<Object> checked(Object value) {
        return list ? elements(value) : List.of(type.typed(value));
    }

    private void checkOne(Object value, Given given, Consumer<Breach> breaches) {
        if (Values.hasPlaceholder(value)) {
            breaches.accept(new Breach(
                    Reason.UNRESOLVED,
                    key,
                    "'" + key + "' asks for " + given.unanswered(value)
                            + ", which is not there: set it, or give a default, as in" + " $[env:NAME;default=text]"));
        } else if (type.isNotFinite(value)) {
            breaches.accept(breach(Reason.OUT_OF_RANGE, words() + ", not " + given.told(value)));
        } else if (type.isNumber()) {
            checkNumber(value, given, breaches);
        } else if (!type.holds(value)) {
            breaches.accept(breach(Reason.WRONG_TYPE, words() + ", not " + given.told(value)));
        } else {
            checkText(value, given, breaches);
        }
    }

    private void checkNumber(Object value, Given given, Consumer<Breach> breaches) {
        BigDecimal number = type.number(value);
        if (number == null) {
            String cure = "".equals(value) ? "; leave the key out for its default" : "";
            breaches.accept(breach(Reason.WRONG_TYPE, words() + ", not " + given.told(value) + cure));
        } else if (!isBetween(number) || !type.holds(type.typed(value))) {
            breaches.accept(breach(Reason.OUT_OF_RANGE, words() + ", not " + given.told(value)));
        } else if (!choices.isEmpty() && !choices.contains(value.toString())) {
            breaches.accept(breach(Reason.NO_CHOICE, words() + ", not " + given.told(value)));
        }
    }

    private void checkText(Object value, Given given, Consumer<Breach> breaches) {
        String text = value.toString();
        if (!choices.isEmpty() && !choices.contains(text)) {
            breaches.accept(breach(Reason.NO_CHOICE, words() + ", not " + given.told(value)));
        } else if (type.isText() && !isBetween(BigDecimal.valueOf(text.codePointCount(0, text.length())))) {
            breaches.accept(breach(Reason.OUT_OF_RANGE, words() + ", not " + given.told(value)));
        } else if (form != null && !form.matcher(text).matches()) {
            breaches.accept(breach(Reason.WRONG_FORM, words() + ", not " + given.told(value)));
        }
    }

    private boolean isBetween(BigDecimal number) {
        return (least == null || number.compareTo(least) >= 0) && (most == null || number.compareTo(most) <= 0);
    }

    private Breach breach(Reason reason, String wanted) {
        return new Breach(reason, key, "'" + key + "' has to be " + article() + wanted);
    }

    private String article() {
        return switch (type) {
            case BOOLEAN, CHARACTER -> "";
            default -> "a ";
        };
    }

    /** What it may be: {@code whole number, 1 to 10}. */
    String words() {
        List<String> words = new ArrayList<>();
        words.add(type.words());
        if (!choices.isEmpty()) {
            words.add("one of " + String.join(", ", choices));
        }
        if (least != null || most != null) {
            words.add(range() + (type.isText() ? " characters" : ""));
        } else if (type.isFraction()) {
            words.add("finite");
        }
        if (form != null) {
            words.add("of the form " + form.pattern());
        }
        return words.stream().collect(Collectors.joining(", "));
    }

    private String range() {
        if (least == null) {
            return String.valueOf(most == null ? "" : most.toPlainString()) + " at most";
        }
        return most == null
                ? least.toPlainString() + " or more"
                : least.toPlainString() + " to " + most.toPlainString();
    }

    /** The default as text; null if there is none. */
    @Nullable
    String defaultText() {
        return defaults == null ? null : Values.shown(defaults, isSecret());
    }
}
