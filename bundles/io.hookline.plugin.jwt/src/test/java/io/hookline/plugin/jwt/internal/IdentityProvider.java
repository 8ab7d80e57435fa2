package io.hookline.plugin.jwt.internal;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.security.oauth2.server.authorization.token.JwtEncodingContext;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenCustomizer;

/** Spring Authorization Server with one client, {@code shop}. It can answer 503 to everything for a while. */
final class IdentityProvider implements AutoCloseable {

    private static final AtomicReference<List<JWK>> KEYS = new AtomicReference<>(List.of());
    private static final AtomicBoolean DOWN = new AtomicBoolean();

    private final ConfigurableApplicationContext application;
    private final String issuer;

    /** Starts it; it signs with the first of these keys, and publishes all. */
    IdentityProvider(JWK... keys) {
        publish(keys);
        SpringApplication spring = new SpringApplication(Application.class);
        spring.setDefaultProperties(Map.ofEntries(
                Map.entry("server.port", 0),
                Map.entry("server.address", "127.0.0.1"),
                Map.entry("spring.main.banner-mode", "off"),
                Map.entry(client("client-id"), "shop"),
                Map.entry(client("client-secret"), "{noop}secret"),
                Map.entry(client("client-authentication-methods"), "client_secret_basic"),
                Map.entry(client("authorization-grant-types"), "client_credentials"),
                Map.entry(client("scopes"), "orders.read")));
        application = spring.run();
        // Without a configured issuer, the server is named as it is called.
        issuer = "http://127.0.0.1:"
                + ((WebServerApplicationContext) application).getWebServer().getPort();
    }

    String issuer() {
        return issuer;
    }

    /** Changes its keys. */
    void publish(JWK... keys) {
        KEYS.set(List.of(keys));
    }

    /** Gets a token as a client does. */
    String token() throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(issuer + "/oauth2/token"))
                .header("Authorization", "Basic c2hvcDpzZWNyZXQ=")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString("grant_type=client_credentials&scope=orders.read"))
                .build();
        HttpResponse<String> response = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
        return new ObjectMapper().readTree(response.body()).get("access_token").textValue();
    }

    /** Makes it answer 503 to everything, or no longer. */
    void setDown(boolean down) {
        DOWN.set(down);
    }

    @Override
    public void close() {
        application.close();
    }

    private static String client(String key) {
        return "spring.security.oauth2.authorizationserver.client.shop.registration." + key;
    }

    /** The application; public, because Spring makes a subclass of it. */
    @Configuration
    @EnableAutoConfiguration
    public static class Application {

        /** The keys of the moment. */
        @Bean
        public JWKSource<SecurityContext> keys() {
            return (selector, context) -> selector.select(new JWKSet(KEYS.get()));
        }

        /** Comes before everything else. */
        @Bean
        public FilterRegistrationBean<Filter> outage() {
            FilterRegistrationBean<Filter> outage = new FilterRegistrationBean<>((request, response, chain) -> {
                if (DOWN.get()) {
                    ((HttpServletResponse) response).setStatus(503);
                } else {
                    chain.doFilter(request, response);
                }
            });
            outage.setOrder(Ordered.HIGHEST_PRECEDENCE);
            return outage;
        }

        /** Signs with the first key, and states the audience. */
        @Bean
        public OAuth2TokenCustomizer<JwtEncodingContext> audience() {
            return token -> {
                token.getJwsHeader().keyId(KEYS.get().get(0).getKeyID());
                token.getClaims().audience(List.of("orders"));
            };
        }
    }
}
