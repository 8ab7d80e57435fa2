package io.hookline.config.internal.schema;

import io.hookline.config.ConfigurationProblem;
import io.hookline.config.ConfigurationProblem.Reason;
import java.lang.reflect.Array;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The definition of one option by a bundle.
 *
 * @param list whether it has several values
 * @param required whether it must be set; it has no default then
 * @param defaults the default; null if there is none
 * @param least the least number or text length; null for no limit
 * @param most the greatest number or text length; null for no limit
 * @param form the pattern of a text; null for any
 * @param choices the allowed values; empty for any
 * @param protects what would be lost without the option; null if it protects nothing
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
        String description,
        @Nullable String protects) {

    boolean isSecret() {
        return type == ValueType.PASSWORD;
    }

    /** The value in Java's type if it can be converted; a list becomes an array. */
    Object typed(Object value) {
        if (!list) {
            return Values.isMany(value) ? value : type.typed(value);
        }
        List<Object> elements = elements(value);
        if (!elements.stream().allMatch(type::holds)) {
            // It is invalid, or contains placeholders, which are text.
            return elements.stream().allMatch(String.class::isInstance) ? elements.toArray(String[]::new) : value;
        }
        Object array = Array.newInstance(type.javaType(), elements.size());
        for (int i = 0; i < elements.size(); i++) {
            Array.set(array, i, elements.get(i));
        }
        return array;
    }

    /** The elements in Java's type if they can be converted. A text is split at commas. */
    private List<Object> elements(Object value) {
        List<?> elements = value instanceof String text ? Values.parts(text) : Values.elements(value);
        return elements.stream().map(type::typed).toList();
    }

    /**
     * Checks a value.
     *
     * @param value the value with its placeholders resolved
     * @param unresolved the value as it was set
     */
    void check(Object value, Object unresolved, Consumer<ConfigurationProblem> problems) {
        if (!isSecret() && Values.hasSecretReference(unresolved)) {
            problems.accept(new ConfigurationProblem(
                    Reason.VISIBLE,
                    key,
                    "'" + key + "' cannot hold a secret: every bundle and command can read it. Only options of the type"
                            + " secret take $[secret:…]"));
            return;
        }
        if (!list && Values.isMany(value)) {
            problems.accept(problem(Reason.WRONG_TYPE, words() + ", not a list"));
            return;
        }
        UnresolvedValue raw =
                new UnresolvedValue(isSecret() || Values.isSecretive(key), unresolved, checked(unresolved));
        for (Object element : checked(value)) {
            checkOne(element, raw, problems);
        }
    }

    private List<Object> checked(Object value) {
        return list ? elements(value) : List.of(type.typed(value));
    }

    /** Whether a value sets nothing: an empty list, or one of empty texts. */
    boolean isNothing(Object value) {
        return list
                && elements(value).stream()
                        .allMatch(element -> element.toString().isBlank());
    }

    private void checkOne(Object value, UnresolvedValue raw, Consumer<ConfigurationProblem> problems) {
        if (Values.hasPlaceholder(value)) {
            problems.accept(new ConfigurationProblem(
                    Reason.UNRESOLVED,
                    key,
                    "'" + key + "' refers to " + raw.missing(value)
                            + ", which is not set: set it, or give a default, as in $[env:NAME;default=text]"));
        } else if (type.isNotFinite(value)) {
            problems.accept(problem(Reason.OUT_OF_RANGE, words() + ", not " + raw.shown(value)));
        } else if (type.isNumber()) {
            checkNumber(value, raw, problems);
        } else if (!type.holds(value)) {
            problems.accept(problem(Reason.WRONG_TYPE, words() + ", not " + raw.shown(value)));
        } else {
            checkText(value, raw, problems);
        }
    }

    private void checkNumber(Object value, UnresolvedValue raw, Consumer<ConfigurationProblem> problems) {
        BigDecimal number = type.number(value);
        if (number == null) {
            String remedy = "".equals(value) ? "; omit the key to use its default" : "";
            problems.accept(problem(Reason.WRONG_TYPE, words() + ", not " + raw.shown(value) + remedy));
        } else if (!isBetween(number) || !type.holds(type.typed(value))) {
            problems.accept(problem(Reason.OUT_OF_RANGE, words() + ", not " + raw.shown(value)));
        } else if (!choices.isEmpty() && !choices.contains(value.toString())) {
            problems.accept(problem(Reason.NO_CHOICE, words() + ", not " + raw.shown(value)));
        } else if (form != null && !form.matcher(number.toPlainString()).matches()) {
            problems.accept(wrongForm(raw.shown(value)));
        }
    }

    private void checkText(Object value, UnresolvedValue raw, Consumer<ConfigurationProblem> problems) {
        String text = value.toString();
        if (!choices.isEmpty() && !choices.contains(text)) {
            problems.accept(problem(Reason.NO_CHOICE, words() + ", not " + raw.shown(value)));
        } else if (type.isText() && !isBetween(BigDecimal.valueOf(text.codePointCount(0, text.length())))) {
            problems.accept(problem(Reason.OUT_OF_RANGE, words() + ", not " + raw.shown(value)));
        } else if (form != null && !form.matcher(text).matches()) {
            problems.accept(wrongForm(raw.shown(value)));
        }
    }

    private boolean isBetween(BigDecimal number) {
        return (least == null || number.compareTo(least) >= 0) && (most == null || number.compareTo(most) <= 0);
    }

    private ConfigurationProblem problem(Reason reason, String wanted) {
        return new ConfigurationProblem(reason, key, "'" + key + "' has to be " + article() + wanted);
    }

    /** Says what the option is for, in the words of its definition: its pattern is for programs. */
    private ConfigurationProblem wrongForm(String shown) {
        String wanted = description.isBlank()
                ? "it has to be " + article() + words() + ", and its pattern is in hook:config PID schema"
                : Character.toLowerCase(description.charAt(0)) + description.substring(1);
        return new ConfigurationProblem(Reason.WRONG_FORM, key, "'" + key + "' cannot be " + shown + ": " + wanted);
    }

    private String article() {
        return switch (type) {
            case BOOLEAN, CHARACTER -> "";
            default -> "a ";
        };
    }

    /** Its type and range: {@code whole number, 1 to 10}. */
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
        if (type.isNumber() && form != null && !form.matcher("0").matches()) {
            words.add("not 0");
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
