package io.hookline.config.internal.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hookline.config.ConfigurationDraft;
import io.hookline.config.ConfigurationFit;
import io.hookline.config.ConfigurationRefusedException;
import io.hookline.config.ReleaseConfigurations.AppliedDraft;
import io.hookline.config.internal.file.ConfFolder;
import io.hookline.config.internal.file.StoredConfigurations;
import io.hookline.config.internal.schema.Rules;
import io.hookline.config.internal.secret.Placeholders;
import io.hookline.config.internal.secret.Vault;
import io.hookline.config.internal.store.GuardedStore;
import io.hookline.config.internal.store.Refusals;
import io.hookline.config.internal.store.RevisionStore;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which configurations fit a release that is not installed, and their change together with a deployment. */
final class ReleaseConfigurationServiceTest {

    private static final String MODE = "<AD id='mode' type='String' default='off'><Option label='off' value='off'/>"
            + "<Option label='on' value='on'/></AD>";
    private static final String STRICT = "<AD id='mode' type='String' default='off'><Option label='off' value='off'/>"
            + "<Option label='strict' value='strict'/></AD>";
    private static final String EXTRA = "<AD id='extra' type='Long' default='1'/>";
    private static final String TOKEN = "<AD id='token' type='Password'/>";

    @TempDir
    private Path temp;

    private final List<String> restarts = new ArrayList<>();
    private final Refusals refusals = new Refusals(Clock.systemUTC());
    private Path conf;
    private Rules installed = Rules.NONE;
    private RevisionStore revisions;
    private ConfFolder folder;
    private ReleaseConfigurationService service;

    @BeforeEach
    void open() throws IOException {
        conf = Files.createDirectories(temp.resolve("conf"));
        revisions = new RevisionStore(temp.resolve("config"), Clock.systemUTC());
        GuardedStore store = new GuardedStore(
                pid -> installed,
                revisions,
                refusals,
                new Placeholders(name -> null, temp.resolve("secrets")),
                event -> {},
                new Vault(temp.resolve("secrets")));
        folder = new ConfFolder(
                conf, new StoredConfigurations(store, revisions).admin(), store, pid -> installed, refusals, n -> null);
        service = new ReleaseConfigurationService(
                revisions, store, folder, new OwnProblems(revisions, store, refusals), pid -> restarts);
    }

    /** A jar whose release defines the options of one PID. */
    private Path jar(String pid, String options) throws IOException {
        Path jar = temp.resolve(pid + "-" + Integer.toHexString(options.hashCode()) + ".jar");
        try (OutputStream out = Files.newOutputStream(jar);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.putNextEntry(new ZipEntry("OSGI-INF/metatype/" + pid + ".xml"));
            zip.write(("<m:MetaData xmlns:m='http://www.osgi.org/xmlns/metatype/v1.3.0'><OCD id='o' name='x'>" + options
                            + "</OCD><Designate pid='" + pid + "'><Object ocdref='o'/></Designate></m:MetaData>")
                    .getBytes(StandardCharsets.UTF_8));
        }
        return jar;
    }

    /** Installs releases: their rules count from now on. */
    private void install(Path... jars) throws IOException {
        installed = Rules.NONE;
        for (Path jar : jars) {
            installed = installed.and(Rules.of(jar).get("p"));
        }
    }

    private void set(String... keysAndValues) throws ConfigurationRefusedException {
        for (int i = 0; i < keysAndValues.length; i += 2) {
            folder.change("p", null, Map.of(keysAndValues[i], keysAndValues[i + 1]), Set.of(), "test");
        }
    }

    private static ConfigurationDraft back(long revision) {
        return new ConfigurationDraft(Map.of("p", revision), Map.of());
    }

    private static ConfigurationDraft set(Map<String, String> values) {
        return new ConfigurationDraft(Map.of(), Map.of("p", values));
    }

    private long current() {
        return service.current(Set.of("p")).get("p");
    }

    @Test
    void aKeyThatTheReleaseDoesNotKnowIsNamedAndTheRevisionItRanWithIsOffered() throws Exception {
        Path old = jar("p", MODE);
        install(old);
        set("mode", "on");
        install(jar("p", MODE + EXTRA));
        set("extra", "7");

        ConfigurationFit fit = service.fit(old, ConfigurationDraft.NONE);
        assertThat(fit.problems()).isEmpty();
        assertThat(fit.unknown()).isEqualTo(Map.of("p", Set.of("extra")));
        assertThat(service.fitting(old, Map.of())).as("the newest that fits").isEqualTo(Map.of("p", 1L));
        assertThat(service.fitting(old, Map.of("p", 0L)))
                .as("nothing was set when it ran")
                .isEqualTo(Map.of("p", 0L));
        assertThat(service.fit(old, back(1)).unknown()).isEmpty();
    }

    @Test
    void aValueThatTheReleaseRefusesIsNamedAndAnEarlierRevisionIsOffered() throws Exception {
        Path old = jar("p", STRICT);
        install(old);
        set("mode", "strict", "mode", "off");
        install(jar("p", MODE));
        set("mode", "on");

        assertThat(service.fit(old, ConfigurationDraft.NONE).problems())
                .containsExactly("p: 'mode' has to be a text, one of off, strict, not 'on'");
        assertThat(service.fitting(old, Map.of("p", 1L))).isEqualTo(Map.of("p", 1L));
        assertThat(service.fitting(old, Map.of("p", 3L)))
                .as("what is recorded does not fit")
                .isEqualTo(Map.of("p", 2L));
        assertThat(service.fit(old, back(2)).problems()).isEmpty();
        ConfigurationFit strict = service.fit(old, back(1));
        assertThat(strict.problems()).isEmpty();
        assertThat(strict.clashes())
                .as("the running release refuses it")
                .containsExactly("p: 'mode' has to be a text, one of off, on, not 'strict'");
        assertThat(service.fitting(jar("p", MODE), Map.of("p", 3L)))
                .as("it is current")
                .isEmpty();
    }

    @Test
    void aRequiredOptionCanBeGivenAndItsSecretIsKept() throws Exception {
        Path next = jar("p", MODE + TOKEN);
        install(jar("p", MODE));
        assertThat(service.fit(next, ConfigurationDraft.NONE).problems())
                .containsExactly("p: 'token' is missing: secret");
        ConfigurationDraft draft =
                new ConfigurationDraft(Map.of(), service.assign(List.of(next), List.of("token=swordfish", "mode=on")));
        restarts.add("component");
        ConfigurationFit fit = service.fit(next, draft);
        assertThat(fit.problems()).isEmpty();
        assertThat(fit.restarts()).containsExactly("component");
        assertThat(draft.toString()).contains("token").doesNotContain("swordfish");
        assertThat(current()).as("nothing has changed").isZero();

        install(jar("p", MODE), next);
        AppliedDraft applied = service.apply(draft, "deployed");
        assertThat(current()).isEqualTo(1);
        assertThat(conf.resolve("p.cfg")).content().contains("mode = on").doesNotContain("swordfish");
        assertThat(applied.undo("undone")).isEmpty();
        assertThat(current()).isZero();
        assertThat(conf.resolve("p.cfg")).doesNotExist();
        assertThat(revisions.history("p")).extracting(each -> each.by()).containsExactly("undone", "deployed");
    }

    @Test
    void anUndoneChangeBringsTheFileBackAsItWasAlthoughTheReleaseRefusesIt() throws Exception {
        install(jar("p", MODE));
        Path file = Files.writeString(conf.resolve("p.cfg"), "# mine\nmode  =  on\n");
        folder.install(file.toFile());
        install(jar("p", MODE + TOKEN));
        AppliedDraft applied = service.apply(set(Map.of("token", "x", "mode", "off")), "deployed");
        assertThat(file).content().contains("mode = off");
        applied.undo("undone");
        assertThat(file).hasContent("# mine\nmode  =  on\n");
        assertThat(revisions.current("p").settings()).isEqualTo(Map.of("mode", "on"));
    }

    @Test
    void aChangeOfSomeoneElseIsNotUndone() throws Exception {
        install(jar("p", MODE + EXTRA));
        AppliedDraft applied = service.apply(set(Map.of("mode", "on")), "deployed");
        set("extra", "9");
        assertThat(applied.undo("undone")).containsExactly("the configuration of p was changed meanwhile and stays so");
        assertThat(revisions.current("p").settings())
                .containsEntry("mode", "on")
                .containsEntry("extra", 9L);
    }

    @Test
    void ofSeveralConfigurationsNoneChangesIfOneIsRefused() throws Exception {
        install(jar("p", MODE));
        ConfigurationDraft draft =
                new ConfigurationDraft(Map.of(), Map.of("p", Map.of("mode", "on"), "q", Map.of("mode", "nonsense")));
        assertThatThrownBy(() -> service.apply(draft, "deployed")).hasMessageContaining("'mode' has to be");
        assertThat(current()).isZero();
        assertThat(conf).isEmptyDirectory();
    }

    @Test
    void aRevisionComesBackAndNothingForItsDefaults() throws Exception {
        install(jar("p", MODE));
        set("mode", "on", "mode", "off");
        service.apply(back(1), "rolled back");
        assertThat(revisions.current("p").settings()).isEqualTo(Map.of("mode", "on"));
        service.apply(back(0), "rolled back").undo("undone");
        assertThat(revisions.current("p").settings()).isEqualTo(Map.of("mode", "on"));
        assertThat(conf.resolve("p.cfg")).hasContent("mode = on");
        service.apply(back(0), "rolled back");
        assertThat(current()).isZero();
    }

    @Test
    void aSettingGoesToTheConfigurationThatHasItsKey() throws Exception {
        List<Path> jars = List.of(jar("p", MODE), jar("q", MODE + EXTRA));
        assertThat(service.assign(jars, List.of("extra=1"))).isEqualTo(Map.of("q", Map.of("extra", "1")));
        assertThat(service.assign(jars, List.of("p:mode=on", "q:mode=a=b")))
                .isEqualTo(Map.of("p", Map.of("mode", "on"), "q", Map.of("mode", "a=b")));
        assertThatThrownBy(() -> service.assign(jars, List.of("mode=on")))
                .hasMessageContaining("several configurations have 'mode': name one, as in p:mode=VALUE");
        assertThatThrownBy(() -> service.assign(jars, List.of("none=secret")))
                .hasMessageContaining("defines no 'none'; it defines p, q")
                .hasMessageNotContaining("secret");
        assertThatThrownBy(() -> service.assign(jars, List.of("r:mode=on"))).hasMessageContaining("defines no r");
        assertThatThrownBy(() -> service.assign(jars, List.of("secret")))
                .hasMessageContaining("KEY=VALUE")
                .hasMessageNotContaining("secret");
        assertThat(service.fit(jars.get(0), set(Map.of("mod", "on"))).problems())
                .containsExactly("p: 'mod' is not known; did you mean 'mode'?");
    }

    @Test
    void aKeyOfAReleaseThatIsGoneDoesNotKeepOtherOptionsFromBeingSet() throws Exception {
        install(jar("p", MODE + EXTRA));
        set("extra", "7");
        install(jar("p", MODE));
        set("mode", "on");
        assertThat(revisions.current("p").settings()).isEqualTo(Map.of("extra", 7L, "mode", "on"));
        assertThatThrownBy(() -> set("extra", "8")).hasMessageContaining("'extra' is not known");
    }
}
