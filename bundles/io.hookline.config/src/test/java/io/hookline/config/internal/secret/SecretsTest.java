package io.hookline.config.internal.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hookline.api.plugin.Secrets;
import io.hookline.config.internal.schema.Values;
import io.hookline.config.internal.store.Marks;
import io.hookline.config.internal.store.ReferredSecrets;
import io.hookline.config.internal.store.RevisionStore;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.Dictionary;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;

/** Secrets on their way from a configuration to a component. */
class SecretsTest {

    @TempDir
    private Path folder;

    private Vault vault;
    private Placeholders placeholders;

    @BeforeEach
    void open() throws IOException {
        vault = new Vault(folder);
        placeholders = new Placeholders(name -> name.equals("port") ? "8080" : null, folder);
        Files.writeString(folder.resolve("db"), "swordfish");
    }

    private Secrets secretsOf(long owner) {
        Bundle bundle = (Bundle) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {Bundle.class},
                (proxy, method, arguments) -> method.getName().equals("getBundleId") ? (Object) owner : "acme");
        return new BundleSecrets(placeholders, (id, text) -> id == 1).getService(bundle, null);
    }

    @Test
    void aBundleGetsItsOwnSecretsOnly() {
        assertThat(secretsOf(1).resolve("$[secret:db]")).isEqualTo("swordfish");
        assertThat(secretsOf(1).resolve("first:$[secret:db]")).isEqualTo("first:swordfish");
        assertThat(secretsOf(2).resolve("no reference")).isEqualTo("no reference");
        assertThatThrownBy(() -> secretsOf(2).resolve("$[secret:db]"))
                .hasMessage("$[secret:db] is in no configuration of acme: a bundle gets only its own secrets");
        assertThatThrownBy(() -> secretsOf(1).resolve("$[secret:none]")).hasMessageContaining("cannot be read");
    }

    @Test
    void aSecretThatIsNoRegularFileIsNotRead() throws Exception {
        assertThat(new ProcessBuilder("mkfifo", folder.resolve("pipe").toString())
                        .start()
                        .waitFor())
                .isZero();
        assertThat(placeholders.apply(Map.of("password", "$[secret:pipe]", "port", "$[prop:port]")))
                .isEqualTo(Map.of("password", "$[secret:pipe]", "port", "8080"));
    }

    @Test
    void whatIsDeliveredHoldsNoSecret() {
        Dictionary<String, Object> properties = Values.properties(Map.of(
                "service.pid", "acme",
                "password", "$[env:PATH]",
                "other", "$[secret:db]",
                "port", "$[prop:port]"));
        new Delivery(placeholders, pid -> Set.of("password")).modifyConfiguration(null, properties);
        assertThat(properties.get("password")).isEqualTo("$[env:PATH]");
        assertThat(properties.get("other")).isEqualTo("$[secret:db]");
        assertThat(properties.get("port")).isEqualTo("8080");
    }

    @Test
    void onlyPlainSecretsAreMoved() throws IOException {
        String digest = "bob:sha256:" + "0".repeat(64);
        for (String kept : new String[] {"", "$[env:KEY]", "bob:$[secret:bob]", digest}) {
            assertThat(vault.keep("acme", "keys", kept)).isSameAs(kept);
        }
        String[] moved = (String[]) vault.keep("acme~one", "keys", new String[] {"bob:b0b", digest});
        assertThat(moved[0]).startsWith("$[secret:config/acme%7Eone.keys-").doesNotContain("b0b");
        assertThat(moved[1]).isEqualTo(digest);
        assertThat(vault.keep("acme~one", "keys", "bob:b0b"))
                .as("the same secret")
                .isEqualTo(moved[0]);
        assertThat(vault.keep("acme~one", "keys", "bob:other")).isNotEqualTo(moved[0]);
        assertThat(secretsOf(1).resolve(moved[0])).isEqualTo("bob:b0b");
        Path file = folder.resolve(Values.secretNames(moved[0]).findFirst().orElseThrow());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void aDefaultOfAPlaceholderIsASecretToo() throws IOException {
        Object moved = vault.keep("acme", "password", "$[env:NO_SUCH_VARIABLE;default=swordfish]");
        assertThat(moved.toString()).doesNotContain("swordfish");
        assertThat(secretsOf(1).resolve(moved.toString())).isEqualTo("swordfish");
    }

    @Test
    void aSecretIsDeletedOnceNothingRefersToIt() throws IOException {
        Path conf = Files.createDirectories(folder.resolve("data/conf"));
        RevisionStore revisions = new RevisionStore(folder.resolve("data/config"), Clock.systemUTC());
        Object stored = vault.keep("p", "token", "stored");
        Object written = vault.keep("p", "token", "written");
        Object gone = vault.keep("p", "token", "gone");
        Path other = Files.writeString(folder.resolve("config/mine"), "by hand");
        revisions.put("p", Values.properties(Map.of("service.pid", "p", "token", stored)), Marks.NONE, "test", "");
        Files.writeString(conf.resolve("q.cfg"), "keys = a, client:" + written + "\n");

        Path damaged = Files.writeString(folder.resolve("data/config/p/9.config.damaged"), "it may refer to one");
        assertThat(ReferredSecrets.of(revisions, conf)).isEmpty();
        Files.delete(damaged);
        vault.retain(ReferredSecrets.of(revisions, conf).orElseThrow());
        assertThat(secretsOf(1).resolve(stored.toString())).isEqualTo("stored");
        assertThat(secretsOf(1).resolve(written.toString())).isEqualTo("written");
        assertThatThrownBy(() -> secretsOf(1).resolve(gone.toString())).hasMessageContaining("cannot be read");
        assertThat(other).hasContent("by hand");
    }
}
