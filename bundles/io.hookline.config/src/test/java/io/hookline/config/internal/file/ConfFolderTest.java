package io.hookline.config.internal.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hookline.config.ConfigurationProblem;
import io.hookline.config.ConfigurationProblem.Reason;
import io.hookline.config.internal.schema.LimitRules;
import io.hookline.config.internal.schema.Rules;
import io.hookline.config.internal.secret.Placeholders;
import io.hookline.config.internal.secret.Vault;
import io.hookline.config.internal.store.GuardedStore;
import io.hookline.config.internal.store.Refusals;
import io.hookline.config.internal.store.RevisionStore;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
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
    private GuardedStore store;
    private ConfFolder folder;

    @BeforeEach
    void open() throws IOException {
        conf = Files.createDirectories(temp.resolve("conf"));
        revisions = new RevisionStore(temp.resolve("config"), Clock.systemUTC());
        store = new GuardedStore(
                pid -> rules,
                revisions,
                refusals,
                settings -> {
                    Map<String, Object> delivered = new TreeMap<>(settings);
                    delivered.replaceAll((key, value) -> value.equals("$[env:BURST]") ? "7" : value);
                    return new Placeholders(name -> null, temp.resolve("secrets")).apply(delivered);
                },
                event -> {},
                new Vault(temp.resolve("secrets")));
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
    void theSettingsOfAMissingFileStayUntilTheyAreDeleted() throws Exception {
        Path file = write("limit.cfg", "burst = 5\n");
        Files.delete(file);
        folder.uninstall(file.toFile());
        assertThat(current()).containsEntry("burst", 5L);
        assertRefused(Reason.MISSING_FILE);
        assertThat(reason("limit.cfg")).content().contains("hook:config limit delete");

        folder.change(LIMIT, null, Map.of("share", "0.25"), Set.of(), "shell");
        assertThat(file).hasContent("burst = 5\nshare = 0.25");
        assertThat(refusals.all()).isEmpty();

        folder.delete(LIMIT, "shell");
        assertThat(current()).isEmpty();
        assertThat(conf.toFile().list()).isEmpty();
    }

    @Test
    void aFileThatWasLostBeforeTheStartIsReported() throws IOException {
        Path file = write("limit.cfg", "burst = 5\n");
        folder.reportMissing(revisions.pids());
        assertThat(refusals.all()).isEmpty();

        Files.delete(file);
        folder.reportMissing(revisions.pids());
        assertRefused(Reason.MISSING_FILE);
    }

    @Test
    void aConfigurationWithARequiredOptionCannotBeDeleted() throws IOException {
        rules = LimitRules.withRequired();
        Path file = write("limit.cfg", "upstream = here\n");
        assertThatThrownBy(() -> folder.delete(LIMIT, "shell")).hasMessageContaining("'upstream' is missing");
        assertThat(file).exists();
    }

    @Test
    void anEmptyFileChangesNothing() throws Exception {
        write("limit.cfg", "burst = 5\nmode = off\n");
        for (String empty : new String[] {"", "\n", "# burst = 6\n"}) {
            write("limit.cfg", empty);
            assertThat(current()).containsEntry("burst", 5L).containsEntry("mode", "off");
            assertRefused(Reason.EMPTY);
        }
        folder.change(LIMIT, null, Map.of("burst", "7"), Set.of(), "shell");
        assertThat(current())
                .as("the other settings stay")
                .containsEntry("burst", 7L)
                .containsEntry("mode", "off");
        assertThat(refusals.all()).isEmpty();
    }

    @Test
    void theLastOptionMayBeUnsetByTheShell() throws Exception {
        Path file = write("limit.cfg", "burst = 5\n");
        folder.change(LIMIT, null, Map.of(), Set.of("burst"), "shell");
        folder.update(file.toFile());
        assertThat(current()).isEmpty();
        assertThat(refusals.all()).isEmpty();
    }

    @Test
    void wheneverAFileIsCutOffWhatProtectsStays() throws IOException {
        String whole = "burst = 5\nguards = a, \\\n  b, c\nshare = 0.25\n";
        for (int length = 0; length < whole.length(); length++) {
            write("limit.cfg", whole);
            write("limit.cfg", whole.substring(0, length));
            assertThat(current())
                    .as("cut off after %s characters", length)
                    .containsEntry("guards", new String[] {"a", "b", "c"});
        }
    }

    @Test
    void whatProtectsChangesOnlyByAValueOrTheShell() throws Exception {
        Path file = write("limit.cfg", "burst = 5\nguards = a, b\n");
        write("limit.cfg", "burst = 6\n");
        assertRefused(Reason.NO_LONGER_SET);
        assertThat(current()).containsEntry("burst", 5L);
        assertThat(reason("limit.cfg"))
                .content()
                .contains("'guards' is not in the file any more, and with it the guards of a call would be lost")
                .contains("hook:config limit unset guards");

        folder.change(LIMIT, null, Map.of("burst", "7"), Set.of(), "shell");
        assertThat(current()).containsEntry("guards", new String[] {"a", "b"});

        write("limit.cfg", "burst = 6\nguards =\n");
        assertThat(current()).containsEntry("guards", new String[0]);
        write("limit.json", "{}");
        write("limit.cfg", "burst = 6\nguards = a\n");
        folder.change(LIMIT, null, Map.of(), Set.of("guards"), "shell");
        assertThat(current()).doesNotContainKey("guards");
        assertThat(file).hasContent("burst = 6");
    }

    @Test
    void whatProtectsIsKnownBeforeItsRules() throws IOException {
        write("limit.cfg", "burst = 5\nguards = a, b\n");
        rules = LimitRules.none();
        write("limit.cfg", "burst = 5\n");
        assertRefused(Reason.NO_LONGER_SET);
    }

    @Test
    void aKeyThatNoReleaseKnowsAnyMoreIsNoReasonToRefuse() throws Exception {
        rules = LimitRules.ofTwoReleases();
        Path file = write("limit.cfg", "burst = 5\nextra = 2\n");
        rules = LimitRules.rules();
        folder.applyAgain(Set.of(LIMIT));
        folder.update(file.toFile());

        assertThat(refusals.all()).isEmpty();
        assertThat(current()).containsEntry("extra", 2).containsEntry("burst", 5L);
        assertThat(store.checkCurrent(LIMIT)).isEmpty();
        assertThat(store.checkStrictly(LIMIT))
                .extracting(ConfigurationProblem::key)
                .containsExactly("extra");
    }

    @Test
    void onlyRegularFilesOfABoundedSizeAreRead() throws Exception {
        write("limit.cfg", "burst = 5\n");
        Path file = conf.resolve("limit.cfg");
        Files.delete(file);
        assertThat(new ProcessBuilder("mkfifo", file.toString()).start().waitFor())
                .isZero();
        assertUnreadable(file, "not a regular file");
        Files.delete(file);
        Files.createSymbolicLink(file, file);
        assertUnreadable(file, "limit.cfg");
        Files.delete(file);
        Files.createSymbolicLink(file, Path.of("/dev/zero"));
        assertUnreadable(file, "not a regular file");
        Files.delete(file);
        try (FileChannel large = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            large.write(ByteBuffer.wrap(new byte[1]), 100_000_000);
        }
        assertUnreadable(file, "larger than 1048576 bytes");
        Files.write(file, "burst = 6\n\0\0\0".getBytes(StandardCharsets.UTF_8));
        assertUnreadable(file, "NUL");
    }

    private void assertUnreadable(Path file, String why) throws IOException {
        folder.update(file.toFile());
        assertRefused(Reason.UNREADABLE);
        assertThat(reason("limit.cfg")).content().contains(why);
        assertThat(current()).containsEntry("burst", 5L);
    }

    private void assertRefused(Reason reason) {
        assertThat(refusals.of(LIMIT)).isNotNull();
        assertThat(refusals.of(LIMIT).problems())
                .extracting(ConfigurationProblem::reason)
                .containsExactly(reason);
    }

    @Test
    void aPlainSecretIsMovedToAFileOfItsOwn() throws Exception {
        Path file = write("limit.cfg", "password = swordfish\n");
        String reference = String.valueOf(current().get("password"));
        assertThat(reference).startsWith("$[secret:config/limit.password-");
        assertThat(temp.resolve("secrets").resolve(reference.substring(9, reference.length() - 1)))
                .hasContent("swordfish");
        folder.update(file.toFile());
        assertThat(configurations.deliveries).as("the same secret").hasValue(1);

        folder.change(LIMIT, null, Map.of("password", "flounder"), Set.of(), "shell");
        assertThat(file).content().doesNotContain("flounder").contains("$[secret:config/limit.password-");
        assertThat(current().get("password")).isNotEqualTo(reference);
        try (Stream<Path> records = Files.walk(temp.resolve("config"))) {
            assertThat(records.filter(Files::isRegularFile))
                    .allSatisfy(record -> assertThat(record).content().doesNotContain("swordfish", "flounder"));
        }
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
    void aChangeCorrectsTheFileOfAPluginThatIsNotThere() throws Exception {
        Path file = write("limit.cfg", "burst = 5\nports = 80, 443\n");
        rules = LimitRules.none();

        folder.change(LIMIT, null, Map.of("label", "abc"), Set.of(), "shell");

        assertThat(file).hasContent("burst = 5\nports = 80, 443\nlabel = abc\n");
        assertThat(current()).containsEntry("burst", 5L).containsEntry("ports", new Integer[] {80, 443});
    }

    @Test
    void whatARefusedFileSaysIsKept() throws IOException {
        write("limit.cfg", "burst = many\nshare = 0.75\n");
        assertThat(refusals.settings()).containsOnlyKeys(LIMIT);
        assertThat(refusals.settings().get(LIMIT)).isEqualTo(Map.of("burst", "many", "share", 0.75));

        write("limit.cfg", "burst = 5\n");
        assertThat(refusals.settings()).isEmpty();
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
