package io.hookline.admin.internal.oidc;

import io.hookline.common.identity.WebAddress;
import io.hookline.shell.command.Role;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The checked configuration of an identity provider. Immutable.
 *
 * @param issuer its address, exactly
 * @param clientId the client that this instance is
 * @param clientSecret its secret; empty for a public client
 * @param scope what is asked for, between blanks
 * @param rolesClaim where the groups of a user are
 * @param roles what each group may do
 * @param nameClaim the claim that names a user
 * @param label what the console calls it
 * @param baseUrl the address of the listener for browsers, without a slash at the end; null for the one they call
 * @param timeout of an exchange
 */
record OidcSettings(
        String issuer,
        String clientId,
        String clientSecret,
        String scope,
        String rolesClaim,
        Map<String, Role> roles,
        String nameClaim,
        String label,
        @Nullable String baseUrl,
        Duration timeout) {

    private static final List<Role> GRANTED = List.of(Role.VIEWER, Role.OPERATOR, Role.ADMIN);

    /**
     * Checks a configuration.
     *
     * @throws IllegalArgumentException if it cannot be used; the message names the option
     */
    static OidcSettings of(OidcConfig config) {
        String issuer = config.issuer().strip();
        WebAddress.configured("issuer", issuer);
        Map<String, Role> roles = new LinkedHashMap<>();
        for (String rule : config.roles()) {
            int equals = rule.lastIndexOf('=');
            String group = equals < 0 ? "" : rule.substring(0, equals).strip();
            if (group.isEmpty()) {
                throw new IllegalArgumentException("'roles' has '" + rule + "', which is not GROUP=ROLE");
            }
            roles.put(group, role(rule, rule.substring(equals + 1).strip()));
        }
        if (roles.isEmpty()) {
            throw new IllegalArgumentException("'roles' is empty, so no user could log in: set GROUP=ROLE");
        }
        String base = config.baseUrl().strip();
        return new OidcSettings(
                issuer,
                given("clientId", config.clientId()),
                config.clientSecret().strip(),
                scope(config.scopes()),
                given("rolesClaim", config.rolesClaim()),
                Map.copyOf(roles),
                given("nameClaim", config.nameClaim()),
                given("label", config.label()),
                base.isEmpty() ? null : base(base),
                Duration.ofMillis(config.timeoutMillis()));
    }

    private static Role role(String rule, String word) {
        return GRANTED.stream()
                .filter(role -> role.word().equals(word.toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "'roles' has '" + rule + "': a role is viewer, operator or admin"));
    }

    private static String base(String text) {
        URI address = WebAddress.configured("baseUrl", text);
        String path = address.getRawPath();
        if (address.getRawQuery() != null || !(path == null || path.isEmpty() || path.equals("/"))) {
            throw new IllegalArgumentException("'baseUrl' is '" + text + "': set an address without a path");
        }
        return text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
    }

    private static String scope(String[] scopes) {
        return String.join(
                " ",
                Stream.concat(Stream.of("openid"), Arrays.stream(scopes).map(String::strip))
                        .filter(scope -> !scope.isEmpty())
                        .distinct()
                        .toList());
    }

    private static String given(String name, String value) {
        if (value.isBlank()) {
            throw new IllegalArgumentException("'" + name + "' is empty: set it");
        }
        return value.strip();
    }

    /** What a user may do: the greatest role of their groups; empty if they have none. */
    Optional<Role> roleOf(Map<String, Object> claims) {
        List<?> groups = claim(claims, rolesClaim) instanceof List<?> list
                ? list
                : claim(claims, rolesClaim) instanceof String text ? List.of(text) : List.of();
        List<Role> granted = groups.stream()
                .filter(String.class::isInstance)
                .map(group -> roles.get((String) group))
                .filter(role -> role != null)
                .toList();
        return GRANTED.stream().filter(granted::contains).reduce((lesser, greater) -> greater);
    }

    /** The claim of a name, or at the end of a path. */
    private static @Nullable Object claim(Map<?, ?> claims, String path) {
        Object whole = claims.get(path);
        int dot = path.indexOf('.');
        if (whole != null || dot < 0) {
            return whole;
        }
        return claims.get(path.substring(0, dot)) instanceof Map<?, ?> inner
                ? claim(inner, path.substring(dot + 1))
                : null;
    }

    /** With everything but the secret. */
    @Override
    public String toString() {
        return "OidcSettings[issuer=" + issuer + ", clientId=" + clientId + ", scope=" + scope + ", rolesClaim="
                + rolesClaim + ", roles=" + roles + ", nameClaim=" + nameClaim + "]";
    }
}
