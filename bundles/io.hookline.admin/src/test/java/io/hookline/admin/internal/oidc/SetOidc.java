package io.hookline.admin.internal.oidc;

import java.lang.annotation.Annotation;

/**
 * A configuration, set by hand.
 *
 * @param rules what groups may do, between semicolons
 */
@SuppressWarnings("ClassExplicitlyAnnotation") // Declarative Services makes one in the same way.
public record SetOidc(
        String issuer, String clientId, String clientSecret, String rules, String nameClaim, String rolesClaim)
        implements OidcConfig {

    /** A client with a secret, whose administrators and guests may come in. */
    public static SetOidc of(String issuer) {
        return new SetOidc(
                issuer, "console", "secret", "ops=operator;hookline admins=admin;guests = viewer", "sub", "groups");
    }

    /** With other rules. */
    public SetOidc withRoles(String... others) {
        return new SetOidc(issuer, clientId, clientSecret, String.join(";", others), nameClaim, rolesClaim);
    }

    /** With groups elsewhere. */
    public SetOidc withRolesClaim(String path) {
        return new SetOidc(issuer, clientId, clientSecret, rules, nameClaim, path);
    }

    @Override
    public String[] roles() {
        return rules.isEmpty() ? new String[0] : rules.split(";", -1);
    }

    @Override
    public String[] scopes() {
        return new String[] {"openid"};
    }

    @Override
    public String label() {
        return "ACME";
    }

    @Override
    public String baseUrl() {
        return "";
    }

    @Override
    public int timeoutMillis() {
        return 60_000;
    }

    @Override
    public Class<? extends Annotation> annotationType() {
        return OidcConfig.class;
    }
}
