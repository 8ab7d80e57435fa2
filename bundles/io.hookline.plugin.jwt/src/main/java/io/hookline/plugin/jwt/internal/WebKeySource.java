package io.hookline.plugin.jwt.internal;

import io.hookline.common.identity.StrictJson;
import io.hookline.common.identity.WebAddress;
import io.hookline.common.identity.WebFetch;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Keys from an address that is configured, or that the issuer's discovery document names. */
final class WebKeySource implements KeySource {

    private static final String DISCOVERY = "/.well-known/openid-configuration";

    private final String issuer;
    private final @Nullable URI configured;
    private final WebFetch web;
    private @Nullable URI discovered;

    /**
     * Fetches nothing yet.
     *
     * @param configured the address of the keys; null: discovery finds it
     */
    WebKeySource(String issuer, @Nullable URI configured, Duration timeout) {
        this.issuer = issuer;
        this.configured = configured;
        this.web = new WebFetch(timeout, MOST_BYTES, Threads.named("hookline-jwt-http"));
    }

    @Override
    public byte[] fetch() throws IOException, InterruptedException {
        if (configured != null) {
            return web.get(configured);
        }
        URI address = discovered != null ? discovered : discover();
        discovered = null; // Looked up again unless this fetch succeeds.
        byte[] keys = web.get(address);
        discovered = address;
        return keys;
    }

    @Override
    public String place() {
        return configured != null ? configured.toString() : discovery().toString();
    }

    @Override
    public void close() {
        web.close();
    }

    private URI discovery() {
        return URI.create((issuer.endsWith("/") ? issuer.substring(0, issuer.length() - 1) : issuer) + DISCOVERY);
    }

    private URI discover() throws IOException, InterruptedException {
        URI from = discovery();
        try {
            var document = StrictJson.object(web.get(from));
            if (!issuer.equals(document.get("issuer"))) {
                throw new IOException(
                        from + " is the document of another issuer: its 'issuer' is not exactly " + issuer);
            }
            if (!(document.get("jwks_uri") instanceof String keys)) {
                throw new IOException(from + " names no 'jwks_uri'");
            }
            return WebAddress.found(keys, from);
        } catch (IllegalArgumentException e) {
            throw new IOException(from + " is refused: " + e.getMessage(), e);
        }
    }
}
