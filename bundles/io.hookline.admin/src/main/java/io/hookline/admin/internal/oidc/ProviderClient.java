package io.hookline.admin.internal.oidc;

import io.hookline.common.identity.RefusedTokenException;
import io.hookline.common.identity.SignedToken;
import io.hookline.common.identity.StrictJson;
import io.hookline.common.identity.VerificationKeys;
import io.hookline.common.identity.WebAddress;
import io.hookline.common.identity.WebFetch;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * An identity provider, as one client of it sees it. Its document and keys are fetched when they are first needed, and
 * again when they are old or a token names another key. Safe for use by many threads; waits for the provider.
 */
final class ProviderClient implements AutoCloseable {

    private static final String DISCOVERY = "/.well-known/openid-configuration";
    private static final int MOST_BYTES = 256 * 1024;
    private static final Duration OLD = Duration.ofHours(1);
    private static final Duration LEAST_AGE = Duration.ofSeconds(10);

    private final OidcSettings settings;
    private final Clock clock;
    private final WebFetch web;

    /** Guarded by this object. */
    private @Nullable Document known;

    ProviderClient(OidcSettings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
        this.web = new WebFetch(settings.timeout(), MOST_BYTES, new DefaultThreadFactory("hookline-admin-oidc", true));
    }

    OidcSettings settings() {
        return settings;
    }

    /**
     * Where a browser goes to log in.
     *
     * @param redirect where the provider sends it back to
     * @throws IOException if the provider cannot be asked; the message says why, for an operator
     */
    String authorization(LoginAttempt attempt, String redirect) throws IOException, InterruptedException {
        Map<String, String> query = new LinkedHashMap<>();
        query.put("response_type", "code");
        query.put("client_id", settings.clientId());
        query.put("redirect_uri", redirect);
        query.put("scope", settings.scope());
        query.put("state", attempt.state());
        query.put("nonce", attempt.nonce());
        query.put("code_challenge", attempt.challenge());
        query.put("code_challenge_method", "S256");
        String address = document(LEAST_AGE, false).authorization().toString();
        return address + (address.indexOf('?') < 0 ? "?" : "&") + form(query);
    }

    /**
     * Where a browser goes to log out at the provider, too; null if that has no such place.
     *
     * @param back where it is sent back to
     */
    synchronized @Nullable String logout(String back) {
        Document document = known;
        if (document == null || document.end() == null) {
            return null;
        }
        String address = document.end().toString();
        return address
                + (address.indexOf('?') < 0 ? "?" : "&")
                + form(Map.of("client_id", settings.clientId(), "post_logout_redirect_uri", back));
    }

    /**
     * Exchanges a code for the claims of its user.
     *
     * @throws IOException if the provider cannot be asked, or refuses the code
     * @throws RefusedTokenException if its ID token is not accepted
     */
    Map<String, Object> claims(String code, LoginAttempt attempt, String redirect)
            throws IOException, InterruptedException, RefusedTokenException {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("grant_type", "authorization_code");
        fields.put("code", code);
        fields.put("redirect_uri", redirect);
        fields.put("code_verifier", attempt.verifier());
        fields.put("client_id", settings.clientId());
        Document document = document(OLD, false);
        byte[] answer = web.post(document.token(), form(fields), authorizationOfClient());
        String token;
        try {
            token = StrictJson.object(answer).get("id_token") instanceof String text ? text : "";
        } catch (IllegalArgumentException e) {
            throw new IOException("the answer of " + document.token() + " is refused: " + e.getMessage(), e);
        }
        SignedToken signed = SignedToken.parse(token);
        IdToken idToken = new IdToken(settings.issuer(), settings.clientId(), attempt.nonce(), clock);
        try {
            return idToken.verify(signed, document.keys());
        } catch (RefusedTokenException e) {
            if (!e.isUnknownKey()) {
                throw e;
            }
            return idToken.verify(signed, document(LEAST_AGE, true).keys());
        }
    }

    /** The client says who it is by its secret, encoded as RFC 6749, 2.3.1 has it; null for a public one. */
    private @Nullable String authorizationOfClient() {
        if (settings.clientSecret().isEmpty()) {
            return null;
        }
        String both = encoded(settings.clientId()) + ":" + encoded(settings.clientSecret());
        return "Basic " + Base64.getEncoder().encodeToString(both.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * The document with its keys.
     *
     * @param oldest from which age on it is fetched again
     * @param needed whether it is of no use if it is older
     */
    private synchronized Document document(Duration oldest, boolean needed) throws IOException, InterruptedException {
        Document document = known;
        Duration most = needed ? oldest : OLD;
        if (document == null || clock.instant().isAfter(document.fetched().plus(most))) {
            document = fetch();
            known = document;
        }
        return document;
    }

    private Document fetch() throws IOException, InterruptedException {
        String issuer = settings.issuer();
        URI from = URI.create((issuer.endsWith("/") ? issuer.substring(0, issuer.length() - 1) : issuer) + DISCOVERY);
        try {
            Map<String, Object> members = StrictJson.object(web.get(from));
            if (!issuer.equals(members.get("issuer"))) {
                throw new IOException(
                        from + " is the document of another issuer: its 'issuer' is not exactly " + issuer);
            }
            if (members.get("code_challenge_methods_supported") instanceof List<?> methods
                    && !methods.contains("S256")) {
                throw new IOException(from + " offers no PKCE with S256");
            }
            Object end = members.get("end_session_endpoint");
            return new Document(
                    address(members, "authorization_endpoint", from),
                    address(members, "token_endpoint", from),
                    end instanceof String text ? WebAddress.found(text, from) : null,
                    VerificationKeys.parse(web.get(address(members, "jwks_uri", from))),
                    clock.instant());
        } catch (IllegalArgumentException e) {
            throw new IOException(from + " is refused: " + e.getMessage(), e);
        }
    }

    private static URI address(Map<String, Object> members, String name, URI from) throws IOException {
        if (members.get(name) instanceof String text) {
            return WebAddress.found(text, from);
        }
        throw new IOException(from + " names no '" + name + "'");
    }

    private static String form(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + encoded(field.getValue()))
                .collect(Collectors.joining("&"));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        web.close();
    }

    /** What is known of the provider. */
    private record Document(URI authorization, URI token, @Nullable URI end, VerificationKeys keys, Instant fetched) {}
}
