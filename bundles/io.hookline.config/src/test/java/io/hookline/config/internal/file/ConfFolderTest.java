package io.hookline.config.internal.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hookline.config.ConfigurationProblem;
import io.hookline.config.ConfigurationProblem.Reason;
import io.hookline.config.internal.schema.LimitRules;
import io.hookline.config.internal.schema.Rules;
import io.hookline.config.internal.store.GuardedStore;
import io.hookline.config.internal.store.Refusals;
import io.hookline.config.internal.store.RevisionStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfFolderTest {

    private static final String LIMIT = "limit";

    @TempDir
    private Path temp;

    private Path conf;
    private Rules rules = LimitRules.rules();
    private final Refusals refusals = new Refusals(Clock.systemUTC());
    private RevisionStore revisions;
    private StoredConfigurations configurations;
    private ConfFolder folder;

    @BeforeEach
    void open() throws IOException {
        conf = Files.createDirectories(temp.resolve("conf"));
        revisions = new RevisionStore(temp.resolve("config"), Clock.systemUTC());
        GuardedStore store = new GuardedStore(
                pid -> rules,
                revisions,
                refusals,
                settings -> {
                    Map<String, Object> delivered = new TreeMap<>(settings);
                    delivered.replaceAll((key, value) -> value.equals("$[env:BURST]") ? "7" : value);
                    return delivered;
                },
                event -> {});
        configurations = new StoredConfigurations(store, revisions);
        folder = new ConfFolder(conf, configurations.admin(), store, pid -> rules, refusals, name -> null);
    }

    private Path write(String name, String text) throws IOException {
        Path file = Files.writeString(conf.resolve(name), text);
        folder.install(file.toFile());
        return file;
    }

    private Map<String, Object> current() {
        return revisions.current(LIMIT) == null
                ? Map.of()
                : revisions.current(LIMIT).settings();
    }

    private Path reason(String name) {
        return conf.resolve(name + ".refused.txt");
    }

    @Test
    void aFileIsAppliedInTheTypesOfItsRules() throws IOException {
        write("limit.cfg", "burst = 5\nports = 80, 443\n");

        assertThat(current()).containsEntry("burst", 5L).containsEntry("ports", new Integer[] {80, 443});
    }

    @Test
    void aRefusedFileChangesNothingAndAFileBesideItSaysWhy() throws IOException {
        write("limit.json", "{\"burst\": 5}");
        write("limit.json", "{\"burst\": NaN, \"brust\": 1}");

        assertThat(current()).isEqualTo(Map.of("burst", 5L));
        assertThat(configurations.deliveries).hasValue(1);
        assertThat(reason("limit.json"))
                .content()
                .contains("'burst' has to be a whole number, 1 to 1000, not 'NaN'")
                .contains("UNKNOWN_KEY: 'brust' is not known; did you mean 'burst'?");
        assertThat(refusals.of(LIMIT).problems())
                .extracting(ConfigurationProblem::key)
                .containsExactly("brust", "burst");
        assertThat(refusals.of(LIMIT).by()).isEqualTo("file limit.json");

        write("limit.json", "{\"burst\": 5}");
        assertThat(reason("limit.json")).doesNotExist();
        assertThat(refusals.all()).isEmpty();
        assertThat(configurations.deliveries).as("nothing has changed").hasValue(1);
    }

    @Test
    void theReasonIsNeverWrittenThroughALink() throws IOException {
        Path elsewhere = Files.writeString(temp.resolve("elsewhere"), "untouched");
        Files.createSymbolicLink(reason("limit.cfg"), elsewhere);

        write("limit.cfg", "burst = many\n");

        assertThat(elsewhere).hasContent("untouched");
        assertThat(reason("limit.cfg")).isRegularFile().content().contains("'burst'");
        assertThat(Files.isSymbolicLink(reason("limit.cfg"))).isFalse();
    }

    @Test
    void theSecondFileOfAConfigurationIsRefusedUntilTheFirstIsDeleted() throws IOException {
        Path first = write("limit.cfg", "burst = 5\n");
        write("limit.json", "{\"burst\": 6}");

        assertThat(current()).containsEntry("burst", 5L);
        assertThat(refusals.of(LIMIT).problems())
                .extracting(ConfigurationProblem::reason)
                .containsExactly(Reason.TWO_FILES);

        Files.delete(first);
        folder.uninstall(first.toFile());
        assertThat(current()).containsEntry("burst", 6L);
    }

    @Test
    void deletingAFileDeletesItsSettingsUnlessOneIsRequired() throws IOException {
        Path file = write("limit.cfg", "burst = 5\n");
        Files.delete(file);
        folder.uninstall(file.toFile());
        assertThat(current()).isEmpty();

        rules = LimitRules.withRequired();
        file = write("limit.cfg", "upstream = here\n");
        Files.delete(file);
        folder.uninstall(file.toFile());
        assertThat(current()).containsEntry("upstream", "here");
        assertThat(refusals.of(LIMIT).problems())
                .extracting(ConfigurationProblem::reason)
                .containsExactly(Reason.MISSING_KEY);
    }

    @Test
    void aChangeIsWrittenIntoTheFileAndAppliedOnce() throws Exception {
        Path file = write("limit.cfg", "# Mine.\nburst = 5\n");

        folder.change(LIMIT, null, Map.of("share", "0.25"), Set.of(), "shell");

        assertThat(file).hasContent("# Mine.\nburst = 5\nshare = 0.25\n");
        assertThat(current()).isEqualTo(Map.of("burst", 5L, "share", 0.25));
        folder.update(file.toFile());
        assertThat(configurations.deliveries).hasValue(2);
    }

    @Test
    void aRefusedChangeDoesNotTouchTheFile() throws IOException {
        Path file = write("limit.cfg", "burst = 5\n");

        assertThatThrownBy(() -> folder.change(LIMIT, null, Map.of("burst", "0"), Set.of(), "shell"))
                .hasMessageContaining("'burst' has to be a whole number, 1 to 1000, not '0'");

        assertThat(file).hasContent("burst = 5");
        assertThat(current()).isEqualTo(Map.of("burst", 5L));
        assertThat(conf.toFile().list()).containsExactly("limit.cfg");
    }

    @Test
    void aChangeCorrectsARefusedFile() throws Exception {
        Path file = write("limit.cfg", "burst = many\nshare = 0.75\n");

        folder.change(LIMIT, null, Map.of("burst", "9"), Set.of(), "shell");

        assertThat(file).hasContent("burst = 9\nshare = 0.75\n");
        assertThat(current()).isEqualTo(Map.of("burst", 9L, "share", 0.75));
        assertThat(refusals.all()).isEmpty();
        assertThat(reason("limit.cfg")).doesNotExist();
    }

    @Test
    void aChangeWithoutAFileCreatesOne() throws Exception {
        folder.change(LIMIT, null, Map.of("burst", "9", "names", "a, b"), Set.of(), "shell");

        assertThat(conf.resolve("limit.cfg")).hasContent("burst = 9\nnames = a, b");
        assertThat(current()).containsEntry("names", new String[] {"a", "b"});
    }

    @Test
    void aSymbolicLinkIsReadButNotWritten() throws IOException {
        Path elsewhere = Files.writeString(temp.resolve("elsewhere.cfg"), "burst = 5\n");
        folder.install(
                Files.createSymbolicLink(conf.resolve("limit.cfg"), elsewhere).toFile());
        assertThat(current()).containsEntry("burst", 5L);

        assertThatThrownBy(() -> folder.change(LIMIT, null, Map.of("burst", "6"), Set.of(), "shell"))
                .hasMessageContaining("is a symbolic link");
        assertThat(elsewhere).hasContent("burst = 5");
    }

    @Test
    void valuesAreCheckedWithResolvedPlaceholders() throws IOException {
        write("limit.cfg", "burst = $[env:BURST]\n");
        assertThat(current()).containsEntry("burst", "$[env:BURST]");

        write("limit.cfg", "burst = $[env:NONE]\n");
        assertThat(refusals.of(LIMIT).problems())
                .extracting(ConfigurationProblem::reason)
                .containsExactly(Reason.UNRESOLVED);
    }

    @Test
    void aFileIsAppliedAgainWhenItsRulesArrive() throws IOException {
        rules = LimitRules.none();
        write("limit.cfg", "burst = 5\n");
        assertThat(current()).containsEntry("burst", "5");

        rules = LimitRules.rules();
        folder.applyAgain(Set.of(LIMIT));
        assertThat(current()).containsEntry("burst", 5L);
    }

    @Test
    void handlesOnlyConfigurationFiles() {
        assertThat(folder.canHandle(conf.resolve("limit.cfg").toFile())).isTrue();
        assertThat(folder.canHandle(conf.resolve("limit-one.json").toFile())).isTrue();
        assertThat(folder.canHandle(conf.resolve("limit.cfg.refused.txt").toFile()))
                .isFalse();
        assertThat(folder.canHandle(conf.resolve(".limit.cfg").toFile())).isFalse();
        assertThat(folder.canHandle(temp.resolve("limit.cfg").toFile())).isFalse();
    }

    @Test
    void anUnreadableFileIsRefused() throws IOException {
        Files.write(conf.resolve("limit.json"), new byte[] {(byte) 0xFF, (byte) 0xFE});
        folder.install(conf.resolve("limit.json").toFile());
        assertThat(refusals.of(LIMIT).problems())
                .extracting(ConfigurationProblem::reason)
                .containsExactly(Reason.UNREADABLE);
    }
}
