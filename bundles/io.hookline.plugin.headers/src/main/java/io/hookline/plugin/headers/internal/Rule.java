package io.hookline.plugin.headers.internal;

import io.hookline.gateway.hook.Exchange;
import io.hookline.gateway.hook.Headers;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One change of a header field.
 *
 * @param value null to remove the field
 */
record Rule(Action action, String name, @Nullable Template value) {

    private static final String FRAMING = "connection|content-length|expect|http2-settings|keep-alive|proxy-connection"
            + "|te|trailer|transfer-encoding|upgrade";
    private static final String BY_GATEWAY = "forwarded|x-forwarded-(for|host|port|proto|server)";
    private static final String TOKEN = "[A-Za-z0-9!#$%&'*+.^_`|~-]{1,64}";
    private static final String VALUE = "( [ -~]*[!-~])";

    /** The form of a rule for responses. */
    static final String FORM = "((set|add) (?!(?i:" + FRAMING + "|host) )" + TOKEN + VALUE + "|remove (?!(?i:" + FRAMING
            + "|host)$)" + TOKEN + ")";

    /** The form of a rule for requests. */
    static final String REQUEST_FORM = "(set (?!(?i:" + FRAMING + "|" + BY_GATEWAY + ") )" + TOKEN + VALUE
            + "|add (?!(?i:" + FRAMING + "|" + BY_GATEWAY + "|host) )" + TOKEN + VALUE
            + "|remove (?!(?i:" + FRAMING + "|" + BY_GATEWAY + "|host)$)" + TOKEN + ")";

    private static final Pattern RULE = Pattern.compile("(set|add|remove) (\\S+)(?: (.+))?");
    private static final Pattern RESPONSE = Pattern.compile(FORM);
    private static final Pattern REQUEST = Pattern.compile(REQUEST_FORM);

    /** What a rule does. */
    enum Action {
        SET,
        ADD,
        REMOVE
    }

    /**
     * Reads a rule for requests.
     *
     * @throws IllegalArgumentException if it is invalid, or changes a field that it may not; the message shows it
     */
    static Rule ofRequest(String text) {
        return parse(text, REQUEST);
    }

    /**
     * Reads a rule for responses.
     *
     * @throws IllegalArgumentException if it is invalid, or changes a field that it may not; the message shows it
     */
    static Rule ofResponse(String text) {
        return parse(text, RESPONSE);
    }

    private static Rule parse(String text, Pattern allowed) {
        Matcher parts = RULE.matcher(text);
        if (!parts.matches()) {
            throw new IllegalArgumentException(
                    "the rule '" + text + "' is not of the form set NAME VALUE, add NAME VALUE, or remove NAME");
        }
        if (!allowed.matcher(text).matches()) {
            throw new IllegalArgumentException(
                    "the rule '" + text + "' cannot change this field: its name is invalid, or"
                            + " it frames the message, belongs to one connection, or is set by the gateway");
        }
        String value = parts.group(3);
        return new Rule(action(parts.group(1)), parts.group(2), value == null ? null : Template.of(value));
    }

    /** Changes the fields of a message. */
    void apply(Exchange exchange, Headers fields) {
        String text = value == null ? null : value.fill(exchange);
        if (text == null) {
            if (action != Action.ADD) {
                fields.remove(name);
            }
        } else if (action == Action.SET) {
            fields.set(name, text);
        } else {
            fields.add(name, text);
        }
    }

    private static Action action(String word) {
        return switch (word) {
            case "set" -> Action.SET;
            case "add" -> Action.ADD;
            default -> Action.REMOVE;
        };
    }
}
