package io.hookline.plugin.policy.rule;

import io.hookline.plugin.policy.condition.CelValues;
import io.hookline.plugin.policy.condition.Variables;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The variables of conditions for one request; those that cost something are made when they are asked for. */
final class RequestVariables implements Variables {

    private static final Pattern AND = Pattern.compile("&");
    private static final int MOST_PARAMETERS = 1000;

    private final AccessRequest request;
    private final RequestPath path;
    private final Subject subject;
    private @Nullable Object headers;
    private @Nullable Object query;
    private @Nullable Object claims;

    RequestVariables(AccessRequest request, RequestPath path, Subject subject) {
        this.request = request;
        this.path = path;
        this.subject = subject;
    }

    @Override
    public @Nullable Object get(String name) {
        return switch (name) {
            case "request.method" -> request.method();
            case "request.path" -> path.text();
            case "request.segments" -> path.segments();
            case "request.query" -> query();
            case "request.headers" -> headers();
            case "request.client" -> request.client();
            case "certificate.verified" -> request.certificate().isVerified();
            case "certificate.subject" -> request.certificate().subject();
            case "certificate.names" -> request.certificate().names();
            case "certificate.fingerprint" -> request.certificate().fingerprint();
            case "principal" -> request.principal() == null ? "" : request.principal();
            case "roles" -> List.copyOf(subject.roles());
            case "permissions" -> List.copyOf(subject.permissions());
            case "claims" -> claims();
            case "now" -> request.now();
            default -> null;
        };
    }

    private Object query() {
        Object made = query;
        if (made == null) {
            made = parameters(request.query());
            query = made;
        }
        return made;
    }

    private Object headers() {
        Object made = headers;
        if (made == null) {
            made = request.headers().all();
            headers = made;
        }
        return made;
    }

    private Object claims() {
        Object made = claims;
        if (made == null) {
            made = CelValues.of(request.claims());
            claims = made;
        }
        return made;
    }

    /** The parameters of a query by name, each with its values in order. A malformed escape fails the condition. */
    private static Map<String, List<String>> parameters(String query) {
        Map<String, List<String>> parameters = new HashMap<>();
        if (query.isEmpty()) {
            return parameters;
        }
        String[] parts = AND.split(query, MOST_PARAMETERS + 1);
        if (parts.length > MOST_PARAMETERS) {
            throw new IllegalArgumentException("the query has more than " + MOST_PARAMETERS + " parameters");
        }
        for (String part : parts) {
            int equals = part.indexOf('=');
            String name = decode(equals < 0 ? part : part.substring(0, equals));
            String value = equals < 0 ? "" : decode(part.substring(equals + 1));
            parameters.computeIfAbsent(name, key -> new ArrayList<>()).add(value);
        }
        return parameters;
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
