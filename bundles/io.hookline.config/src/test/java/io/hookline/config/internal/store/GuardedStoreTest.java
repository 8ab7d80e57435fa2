package io.hookline.config.internal.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hookline.api.runtime.RuntimeEvent.ConfigurationChanged;
import io.hookline.config.internal.schema.LimitRules;
import io.hookline.config.internal.schema.Values;
import io.hookline.config.internal.secret.Vault;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GuardedStoreTest {

    @TempDir
    private Path folder;

    private final Refusals refusals = new Refusals(Clock.systemUTC());

    @Test
    void aRefusalShowsThePlaceholderAndNotItsValue() throws IOException {
        RevisionStore revisions = new RevisionStore(folder, Clock.systemUTC());
        GuardedStore store = new GuardedStore(
                pid -> LimitRules.rules(),
                revisions,
                refusals,
                settings -> {
                    Map<String, Object> delivered = new TreeMap<>(settings);
                    delivered.replaceAll((key, value) -> value.equals("$[env:jdbc]") ? "s3cret!" : value);
                    return delivered;
                },
                event -> {},
                new Vault(folder.resolve("secrets")));

        assertThatThrownBy(() -> store.store("limit", Values.properties(Map.of("header", "$[env:jdbc]"))))
                .hasMessageContaining("cannot be the value of $[env:jdbc]")
                .hasMessageNotContaining("s3cret!");
        assertThat(refusals.all().toString()).contains("$[env:jdbc]").doesNotContain("s3cret!");
    }

    @Test
    void whatIsVisibleToAllCannotHoldASecret() throws IOException {
        RevisionStore revisions = new RevisionStore(folder, Clock.systemUTC());
        GuardedStore store = new GuardedStore(
                pid -> LimitRules.rules(),
                revisions,
                refusals,
                settings -> settings,
                event -> {},
                new Vault(folder.resolve("secrets")));
        assertThatThrownBy(() -> store.store("limit", Values.properties(Map.of("header", "$[secret:jdbc]"))))
                .hasMessageContaining("'header' cannot hold a secret: every bundle and command can read it");
    }

    @Test
    void keepsTheReasonOfAChangeAndTellsIt() throws IOException {
        List<String> told = new ArrayList<>();
        RevisionStore revisions = new RevisionStore(folder, Clock.systemUTC());
        GuardedStore store = new GuardedStore(
                pid -> LimitRules.rules(),
                revisions,
                refusals,
                settings -> settings,
                event -> told.add(event.cause().reason()),
                new Vault(folder.resolve("secrets")));
        GuardedStore.because("sale", () -> {
            store.as("shell:ada", false, () -> store.store("limit", Values.properties(Map.of("header", "X-Key"))));
            return "";
        });
        store.as("shell:ada", false, () -> store.store("limit", Values.properties(Map.of("header", "X-Other"))));
        assertThat(revisions.history("limit"))
                .extracting(StoredRevision::reason)
                .containsExactly("", "sale");
        assertThat(told).containsExactly("set: sale", "set");
    }

    @Test
    void tellsOfEachChangeWithItsWriter() throws IOException {
        List<ConfigurationChanged> told = new ArrayList<>();
        GuardedStore store = new GuardedStore(
                pid -> LimitRules.rules(),
                new RevisionStore(folder, Clock.systemUTC()),
                refusals,
                settings -> settings,
                event -> told.add((ConfigurationChanged) event),
                new Vault(folder.resolve("secrets")));
        store.as("shell:ada", false, () -> store.store("limit", Values.properties(Map.of("header", "X-Key"))));
        store.as("api:build", false, () -> store.store("limit", Values.properties(Map.of("header", "X-Other"))));
        assertThatThrownBy(() -> store.store("limit", Values.properties(Map.of("no-such-key", "1"))))
                .isInstanceOf(IOException.class);
        store.as("limit.cfg", false, () -> store.delete("limit"));
        store.delete("_DynamicBindings");
        assertThat(told)
                .extracting(event ->
                        event.pid() + " " + event.change() + " " + event.cause().actor())
                .containsExactly(
                        "limit UPDATED shell:ada",
                        "limit UPDATED api:build",
                        "limit REFUSED configuration:code",
                        "limit DELETED configuration:limit.cfg");
    }
}
