package io.hookline.plugin.cors.internal;

import io.hookline.gateway.hook.Exchange;
import io.hookline.gateway.hook.Headers;
import io.hookline.gateway.hook.Response;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What pages of other origins may do: the CORS protocol of the WHATWG's Fetch standard. Immutable. */
final class CorsRules {

    private static final String ORIGIN = "Origin";
    private static final String VARY = "Vary";
    private static final String REQUEST_METHOD = "Access-Control-Request-Method";
    private static final String REQUEST_HEADERS = "Access-Control-Request-Headers";
    private static final String REQUEST_PRIVATE_NETWORK = "Access-Control-Request-Private-Network";
    private static final String ALLOW_ORIGIN = "Access-Control-Allow-Origin";
    private static final String ALLOW_CREDENTIALS = "Access-Control-Allow-Credentials";
    private static final String ALLOW_METHODS = "Access-Control-Allow-Methods";
    private static final String ALLOW_HEADERS = "Access-Control-Allow-Headers";
    private static final String ALLOW_PRIVATE_NETWORK = "Access-Control-Allow-Private-Network";
    private static final String EXPOSE_HEADERS = "Access-Control-Expose-Headers";
    private static final String MAX_AGE = "Access-Control-Max-Age";
    private static final List<String> ONLY_OURS = List.of(
            ALLOW_ORIGIN,
            ALLOW_CREDENTIALS,
            ALLOW_METHODS,
            ALLOW_HEADERS,
            ALLOW_PRIVATE_NETWORK,
            EXPOSE_HEADERS,
            MAX_AGE);

    private final Origins origins;
    private final List<String> methods;
    private final List<String> headers;
    private final Set<String> headersInLowerCase;
    private final String exposed;
    private final boolean credentials;
    private final String maxAge;
    private final boolean privateNetwork;

    private CorsRules(CorsConfig config) {
        this.origins = Origins.of(config.origins());
        this.methods = List.of(config.methods());
        this.headers = named(config.headers());
        this.headersInLowerCase =
                headers.stream().map(name -> name.toLowerCase(Locale.ROOT)).collect(Collectors.toSet());
        this.exposed = String.join(", ", named(config.exposed()));
        this.credentials = config.credentials();
        this.maxAge = Integer.toString(config.maxAgeSeconds());
        this.privateNetwork = config.privateNetwork();
    }

    /**
     * Reads the configuration.
     *
     * @throws IllegalArgumentException if it names no origin, or allows credentials to all
     */
    static CorsRules of(CorsConfig config) {
        CorsRules rules = new CorsRules(config);
        if (rules.credentials && rules.origins.isAll()) {
            throw new IllegalArgumentException(
                    "'credentials' cannot be allowed to the origin *: any page could act in the"
                            + " name of its visitor. Name the origins, or set credentials=false");
        }
        return rules;
    }

    static boolean isPreflight(Exchange exchange) {
        return exchange.method().equals("OPTIONS")
                && exchange.requestHeaders().first(ORIGIN) != null
                && exchange.requestHeaders().first(REQUEST_METHOD) != null;
    }

    /** The answer to a preflight request. */
    Response preflight(Headers request) {
        String refusal = refusal(request);
        if (refusal != null) {
            return varying(Response.text(403, refusal));
        }
        Response answer = varying(Response.of(204))
                .withHeader(ALLOW_ORIGIN, allowed(request))
                .withHeader(ALLOW_METHODS, String.join(", ", methods))
                .withHeader(MAX_AGE, maxAge);
        if (!headers.isEmpty()) {
            answer = answer.withHeader(ALLOW_HEADERS, String.join(", ", headers));
        }
        if (credentials) {
            answer = answer.withHeader(ALLOW_CREDENTIALS, "true");
        }
        return asksForPrivateNetwork(request) ? answer.withHeader(ALLOW_PRIVATE_NETWORK, "true") : answer;
    }

    /** Replaces the CORS fields of a response by those of these rules. */
    void apply(Headers request, Headers response) {
        for (String name : ONLY_OURS) {
            // Most upstreams say nothing of it, and to look costs less than to remove.
            if (response.first(name) != null) {
                response.remove(name);
            }
        }
        if (!origins.isAll()) {
            vary(response);
        }
        if (!origins.allow(request.all(ORIGIN))) {
            return;
        }
        response.set(ALLOW_ORIGIN, allowed(request));
        if (credentials) {
            response.set(ALLOW_CREDENTIALS, "true");
        }
        if (!exposed.isEmpty()) {
            response.set(EXPOSE_HEADERS, exposed);
        }
    }

    private @Nullable String refusal(Headers request) {
        if (!origins.allow(request.all(ORIGIN))) {
            return "This origin may not call.";
        }
        String method = request.first(REQUEST_METHOD);
        if (method == null || !methods.contains(method)) {
            return "Other origins may not use this method.";
        }
        for (String value : request.all(REQUEST_HEADERS)) {
            for (String name : value.split(",", -1)) {
                String wanted = name.strip().toLowerCase(Locale.ROOT);
                if (!wanted.isEmpty() && !headersInLowerCase.contains(wanted)) {
                    return "Other origins may not set one of these fields.";
                }
            }
        }
        boolean intoPrivate = asksForPrivateNetwork(request) && !privateNetwork;
        return intoPrivate ? "Public pages may not call into this network." : null;
    }

    private String allowed(Headers request) {
        String origin = request.first(ORIGIN);
        return origins.isAll() || origin == null ? "*" : origin;
    }

    private static boolean asksForPrivateNetwork(Headers request) {
        return "true".equals(request.first(REQUEST_PRIVATE_NETWORK));
    }

    private static Response varying(Response response) {
        return response.withHeader(
                VARY, String.join(", ", ORIGIN, REQUEST_METHOD, REQUEST_HEADERS, REQUEST_PRIVATE_NETWORK));
    }

    private static void vary(Headers response) {
        if (response.first(VARY) == null) {
            response.set(VARY, ORIGIN);
            return;
        }
        boolean said = response.all(VARY).stream()
                .flatMap(value -> Stream.of(value.split(",", -1)))
                .map(String::strip)
                .anyMatch(name -> name.equals("*") || name.equalsIgnoreCase(ORIGIN));
        if (!said) {
            response.add(VARY, ORIGIN);
        }
    }

    private static List<String> named(String... names) {
        return Stream.of(names).filter(name -> !name.isBlank()).toList();
    }
}
