package io.hookline.config.internal.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hookline.config.ConfigurationProblem;
import io.hookline.config.ConfigurationProblem.Reason;
import io.hookline.config.internal.file.ConfFolder;
import io.hookline.config.internal.file.StoredConfigurations;
import io.hookline.config.internal.schema.LimitRules;
import io.hookline.config.internal.secret.Vault;
import io.hookline.config.internal.store.GuardedStore;
import io.hookline.config.internal.store.Refusals;
import io.hookline.config.internal.store.RevisionStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Settings that follow their rules, and that their component cannot work with. */
class RecheckOnUseTest {

    private static final String LIMIT = "limit";

    @TempDir
    private Path temp;

    private final Refusals refusals = new Refusals(Clock.systemUTC());
    private Path conf;
    private RevisionStore revisions;
    private GuardedStore store;
    private ConfFolder folder;
    private RecheckOnUse recheck;

    @BeforeEach
    void open() throws IOException {
        conf = Files.createDirectories(temp.resolve("conf"));
        revisions = new RevisionStore(temp.resolve("config"), Clock.systemUTC());
        store = new GuardedStore(
                pid -> LimitRules.rules(),
                revisions,
                refusals,
                settings -> settings,
                event -> {},
                new Vault(temp.resolve("secrets")));
        StoredConfigurations configurations = new StoredConfigurations(store, revisions);
        folder = new ConfFolder(conf, configurations.admin(), store, pid -> LimitRules.rules(), refusals, name -> null);
        recheck = new RecheckOnUse(configurations.admin(), revisions, store, refusals, folder);
    }

    @Test
    void whatCannotWorkIsRefusedBeforeItIsStoredSoThatTheOldFileIsGoodAgain() throws IOException {
        write("burst = 5");
        judgeUnusable(7L);
        write("burst = 7\nguards = one");

        assertThat(current()).isEqualTo(Map.of("burst", 5L));
        assertThat(refusals.of(LIMIT).problems())
                .extracting(ConfigurationProblem::reason)
                .containsExactly(Reason.UNUSABLE);
        assertThat(conf.resolve("limit.cfg.refused.txt")).content().contains("7 is taken");
        // The refused file set an option that protects something, which the old one does not set.
        write("burst = 5");
        assertThat(refusals.all()).isEmpty();
        assertThat(conf.resolve("limit.cfg.refused.txt")).doesNotExist();
    }

    @Test
    void settingsThatCameBeforeTheirCheckGiveWayToThoseBeforeThem() throws IOException {
        write("burst = 5");
        write("burst = 7\nguards = one");
        judgeUnusable(7L);
        recheck.checkChanged(LIMIT);

        assertThat(current()).isEqualTo(Map.of("burst", 5L));
        assertThat(revisions.current(LIMIT).by()).contains("restored because a newer one cannot work");
        assertThat(refusals.of(LIMIT).problems())
                .extracting(ConfigurationProblem::message)
                .containsExactly("7 is taken");
        assertThat(conf.resolve("limit.cfg.refused.txt")).content().contains("7 is taken");
    }

    @Test
    void settingsThatCannotWorkStayIfThoseBeforeThemCannotEither() throws IOException {
        write("burst = 5");
        write("burst = 7");
        judgeUnusable(5L, 7L);
        recheck.checkChanged(LIMIT);

        assertThat(current()).isEqualTo(Map.of("burst", 7L));
        assertThat(refusals.of(LIMIT).problems())
                .extracting(ConfigurationProblem::message)
                .containsExactly("7 is taken");
        write("burst = 9");
        assertThat(current()).isEqualTo(Map.of("burst", 9L));
        assertThat(refusals.all()).isEmpty();
    }

    @Test
    void theShellGetsTheProblemAndItsFileStays() throws IOException {
        write("burst = 5");
        judgeUnusable(7L);
        assertThatThrownBy(() -> folder.change(LIMIT, null, Map.of("burst", "7"), Set.of(), "shell"))
                .hasMessageContaining("7 is taken");
        assertThat(conf.resolve("limit.cfg")).hasContent("burst = 5");
        assertThat(current()).isEqualTo(Map.of("burst", 5L));
    }

    private void judgeUnusable(Long... bursts) {
        store.judgeBy((pid, settings) -> Set.of(bursts).contains(settings.get("burst"))
                ? List.of(new ConfigurationProblem(Reason.UNUSABLE, "", settings.get("burst") + " is taken"))
                : List.of());
    }

    private void write(String text) throws IOException {
        folder.update(Files.writeString(conf.resolve("limit.cfg"), text).toFile());
    }

    private Map<String, Object> current() {
        return revisions.current(LIMIT).settings();
    }
}
