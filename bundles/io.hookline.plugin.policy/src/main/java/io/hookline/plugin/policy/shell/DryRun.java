package io.hookline.plugin.policy.shell;

import io.hookline.plugin.policy.json.Located;
import io.hookline.plugin.policy.json.LocatedJson;
import io.hookline.plugin.policy.json.PolicyException;
import io.hookline.plugin.policy.rule.AccessRequest;
import io.hookline.plugin.policy.rule.RequestFields;
import io.hookline.plugin.policy.rule.ShownCertificate;
import io.hookline.shell.command.Arguments;
import io.hookline.shell.command.CommandException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes the request that a dry run decides on of what the user typed. */
final class DryRun {

    static final String PRINCIPAL = "--principal";
    static final String ROLE = "--role";
    static final String CLAIM = "--claim";
    static final String HEADER = "--header";
    static final String CLIENT = "--client";
    static final String CERTIFICATE = "--certificate";
    static final String AT = "--at";

    private DryRun() {}

    /**
     * The request.
     *
     * @throws CommandException if an option is malformed
     */
    static AccessRequest request(Arguments arguments, String method, String target, Clock clock) {
        int question = target.indexOf('?');
        Map<String, String> headers = new LinkedHashMap<>();
        for (String typed : arguments.all(HEADER)) {
            Map.Entry<String, String> field = pair(HEADER, typed);
            headers.merge(field.getKey().toLowerCase(Locale.ROOT), field.getValue(), (one, more) -> one + ", " + more);
        }
        Map<String, Object> claims = new LinkedHashMap<>();
        for (String typed : arguments.all(CLAIM)) {
            Map.Entry<String, String> claim = pair(CLAIM, typed);
            put(claims, List.of(claim.getKey().split("\\.", -1)), json(claim.getValue()));
        }
        return new AccessRequest(
                method,
                question < 0 ? target : target.substring(0, question),
                question < 0 ? "" : target.substring(question + 1),
                RequestFields.of(headers),
                arguments.value(CLIENT, "127.0.0.1"),
                certificate(arguments),
                arguments.has(PRINCIPAL) ? arguments.value(PRINCIPAL) : null,
                claims,
                arguments.all(ROLE),
                at(arguments, clock));
    }

    private static ShownCertificate certificate(Arguments arguments) {
        String subject = "";
        String fingerprint = "";
        List<String> names = new ArrayList<>();
        for (String typed : arguments.all(CERTIFICATE)) {
            Map.Entry<String, String> part = pair(CERTIFICATE, typed);
            switch (part.getKey()) {
                case "subject" -> subject = part.getValue();
                case "fingerprint" -> fingerprint = part.getValue();
                case "name" -> names.add(part.getValue());
                default ->
                    throw new CommandException(
                            CERTIFICATE + " is subject=…, name=… or fingerprint=…, not \"" + typed + "\"");
            }
        }
        return new ShownCertificate(subject, names, fingerprint);
    }

    private static Instant at(Arguments arguments, Clock clock) {
        if (!arguments.has(AT)) {
            return clock.instant();
        }
        try {
            return Instant.parse(arguments.value(AT));
        } catch (DateTimeParseException e) {
            throw new CommandException(AT + " is a time such as 2026-01-01T12:00:00Z");
        }
    }

    private static Map.Entry<String, String> pair(String option, String typed) {
        int equals = typed.indexOf('=');
        if (equals < 1) {
            throw new CommandException(option + " is NAME=VALUE, not \"" + typed + "\"");
        }
        return Map.entry(typed.substring(0, equals), typed.substring(equals + 1));
    }

    /** The value as JSON, or as a text if it is none. */
    private static @Nullable Object json(String typed) {
        try {
            Located value = LocatedJson.parse(typed.getBytes(StandardCharsets.UTF_8));
            return value.plain();
        } catch (PolicyException e) {
            return typed;
        }
    }

    @SuppressWarnings({"unchecked", "NullAway"}) // The map is one that this method made; a claim may be null.
    private static void put(Map<String, Object> claims, List<String> path, @Nullable Object value) {
        Map<String, Object> map = claims;
        for (String key : path.subList(0, path.size() - 1)) {
            Object next = map.computeIfAbsent(key, absent -> new LinkedHashMap<String, Object>());
            if (!(next instanceof LinkedHashMap<?, ?>)) {
                throw new CommandException(
                        "the claim " + String.join(".", path) + " lies within " + key + ", which is no object");
            }
            map = (Map<String, Object>) next;
        }
        map.put(path.get(path.size() - 1), value);
    }
}
