package io.hookline.plugin.jwt.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import org.junit.jupiter.api.Test;

class IssuerSettingsTest {

    @Test
    void whatCannotBeUsedIsRefusedByName() {
        refused("issuer", "", "'issuer'");
        refused("audience", "", "'audience'");
        refused("audience", " , ", "'audience'");
        refused("algorithms", "HS256", "'algorithms'", "HS256");
        refused("algorithms", "none", "'algorithms'", "none");
        refused("algorithms", "", "'algorithms'");
        refused("types", "", "'types'");
        refused("jwksFile", "keys.json", "'jwksFile'", "absolute");
        refused("principalClaim", " ", "'principalClaim'");
    }

    @Test
    void keysAreFetchedOnlyOverHttpsOrFromThisMachine() {
        for (String bad : new String[] {
            "http://idp.example.org/keys",
            "http://127.0.0.1.example.org/keys",
            "http://localhost.example.org/keys",
            "http://127.0.0.1@idp.example.org/keys",
            "https://user:secret@idp.example.org/keys",
            "file:///etc/keys.json",
            "ftp://127.0.0.1/keys",
            "//idp.example.org/keys",
            "keys",
            "https://"
        }) {
            refused("jwksUrl", bad, "'jwksUrl'", "https");
        }
        for (String good : new String[] {
            "https://idp.example.org/keys", "http://localhost:8080/keys", "http://127.0.0.1/keys", "http://[::1]:1/"
        }) {
            assertThat(IssuerSettings.of(SetIssuer.STANDARD.with("jwksUrl", good))
                            .origin()
                            .url())
                    .isEqualTo(URI.create(good));
        }
        refused("issuer", "http://idp.example.org", "'issuer'", "https");
        assertThat(IssuerSettings.of(SetIssuer.STANDARD
                                .with("issuer", "anything")
                                .with("jwksUrl", "https://idp.example.org/keys"))
                        .rules()
                        .issuer())
                .isEqualTo("anything");
    }

    @Test
    void keysHaveOnePlace() {
        assertThatThrownBy(() -> IssuerSettings.of(SetIssuer.STANDARD
                        .with("jwksFile", "/keys.json")
                        .with("jwksUrl", "https://idp.example.org/keys")))
                .hasMessageContainingAll("'jwksFile'", "'jwksUrl'");
    }

    private static void refused(String key, String value, String... parts) {
        assertThatThrownBy(() -> IssuerSettings.of(SetIssuer.STANDARD.with(key, value)))
                .as("%s=%s", key, value)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll(parts);
    }
}
