package io.hookline.admin.internal.oidc;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.oauth2.server.authorization.token.JwtEncodingContext;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenCustomizer;

/** Spring Authorization Server with the client {@code console}, which has to use PKCE, and the user {@code ada}. */
public final class IdentityProvider implements AutoCloseable {

    private static final AtomicReference<RSAKey> KEY = new AtomicReference<>();
    private static final AtomicReference<List<String>> GROUPS = new AtomicReference<>(List.of());

    private final ConfigurableApplicationContext application;
    private final String issuer;

    /** Starts it, for one address to which users come back. */
    public IdentityProvider(String redirect) throws JOSEException {
        changeKey("first");
        SpringApplication spring = new SpringApplication(Application.class);
        spring.setDefaultProperties(Map.ofEntries(
                Map.entry("server.port", 0),
                Map.entry("server.address", "127.0.0.1"),
                // A cookie knows no port: the listener under test has another name.
                Map.entry("spring.main.banner-mode", "off"),
                Map.entry("spring.security.user.name", "ada"),
                Map.entry("spring.security.user.password", "{noop}lovelace"),
                Map.entry(client("registration.client-id"), "console"),
                Map.entry(client("registration.client-secret"), "{noop}secret"),
                Map.entry(client("registration.client-authentication-methods"), "client_secret_basic"),
                Map.entry(client("registration.authorization-grant-types"), "authorization_code"),
                Map.entry(client("registration.redirect-uris"), redirect),
                Map.entry(client("registration.scopes"), "openid"),
                Map.entry(client("require-proof-key"), "true")));
        application = spring.run();
        issuer = "http://127.0.0.1:"
                + ((WebServerApplicationContext) application).getWebServer().getPort();
    }

    /** Its address. */
    public String issuer() {
        return issuer;
    }

    /** Signs with another key from now on. */
    public void changeKey(String id) throws JOSEException {
        KEY.set(new RSAKeyGenerator(2048).keyID(id).generate());
    }

    /** Puts the user into these groups. */
    public void groups(String... names) {
        GROUPS.set(List.of(names));
    }

    @Override
    public void close() {
        application.close();
    }

    private static String client(String key) {
        return "spring.security.oauth2.authorizationserver.client.console." + key;
    }

    /** The application; public, because Spring makes a subclass of it. */
    @Configuration
    @EnableAutoConfiguration
    public static class Application {

        /** The key of the moment. */
        @Bean
        public JWKSource<SecurityContext> keys() {
            return (selector, context) -> selector.select(new JWKSet(KEY.get()));
        }

        /** States the groups. */
        @Bean
        public OAuth2TokenCustomizer<JwtEncodingContext> groups() {
            return token -> token.getClaims().claim("groups", GROUPS.get());
        }
    }
}
