package io.hookline.admin.internal.oidc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hookline.shell.command.Role;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Which configurations are accepted, and what groups may do. */
final class OidcSettingsTest {

    private static final SetOidc GIVEN = SetOidc.of("https://idp.example.org");

    @Test
    void theGreatestRoleOfAUsersGroupsCounts() {
        OidcSettings settings = OidcSettings.of(GIVEN);
        assertThat(settings.roleOf(Map.of("groups", List.of("guests", "hookline admins", "ops"))))
                .contains(Role.ADMIN);
        assertThat(settings.roleOf(Map.of("groups", List.of("ops", "x")))).contains(Role.OPERATOR);
        assertThat(settings.roleOf(Map.of("groups", "guests"))).contains(Role.VIEWER);
    }

    @Test
    void whoHasNoGroupOfTheRulesMayNothing() {
        OidcSettings settings = OidcSettings.of(GIVEN);
        for (Object groups : List.of(List.of(), List.of("OPS"), "ops guests", List.of(1, Map.of("ops", 1)), 7, true)) {
            assertThat(settings.roleOf(Map.of("groups", groups)))
                    .as("%s", groups)
                    .isEmpty();
        }
        assertThat(settings.roleOf(Map.of("roles", List.of("ops")))).isEmpty();
    }

    @Test
    void groupsAreFoundAtTheEndOfAPath() {
        OidcSettings settings = OidcSettings.of(GIVEN.withRolesClaim("realm_access.roles"));
        assertThat(settings.roleOf(Map.of("realm_access", Map.of("roles", List.of("ops")))))
                .contains(Role.OPERATOR);
        assertThat(settings.roleOf(Map.of("realm_access.roles", List.of("guests"))))
                .contains(Role.VIEWER);
        assertThat(settings.roleOf(Map.of("realm_access", "ops"))).isEmpty();
    }

    @Test
    void aConfigurationThatCannotWorkNamesTheOption() {
        assertRefused(SetOidc.of("http://idp.example.org"), "'issuer'");
        assertRefused(SetOidc.of("https://user@idp.example.org"), "'issuer'");
        assertRefused(GIVEN.withRoles(), "'roles' is empty");
        assertRefused(GIVEN.withRoles("ops"), "not GROUP=ROLE");
        assertRefused(GIVEN.withRoles("=admin"), "not GROUP=ROLE");
        assertRefused(GIVEN.withRoles("ops=owner"), "viewer, operator or admin");
        assertRefused(GIVEN.withRolesClaim(" "), "'rolesClaim' is empty");
        assertThat(OidcSettings.of(GIVEN).toString()).doesNotContain("secret");
    }

    private static void assertRefused(OidcConfig config, String why) {
        assertThatThrownBy(() -> OidcSettings.of(config))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(why);
    }
}
