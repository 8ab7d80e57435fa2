package io.hookline.deploy.internal.recover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hookline.api.runtime.Actor;
import io.hookline.common.file.Sha256;
import io.hookline.deploy.Artifact;
import io.hookline.deploy.DesiredSet;
import io.hookline.deploy.internal.store.ContentStore;
import io.hookline.deploy.internal.store.DesiredSetDraft;
import io.hookline.deploy.internal.store.FileDesiredSetStore;
import io.hookline.deploy.internal.store.Quarantine;
import io.hookline.deploy.internal.store.StoreLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Choosing a set while no process runs. */
final class RecoverTaskTest {

    private static final Clock CLOCK = Clock.systemUTC();

    @TempDir
    Path folder;

    private Artifact good;
    private Artifact bad;

    @BeforeEach
    void twoSets() throws Exception {
        good = stored("plugin", "1.0.0");
        bad = stored("plugin", "2.0.0");
        write("deploy: plugin 1.0.0", good);
        write("deploy: plugin 2.0.0", bad);
    }

    private Artifact stored(String name, String version) throws Exception {
        byte[] content = (name + version).getBytes(StandardCharsets.UTF_8);
        String sha256 = Sha256.of(content);
        Files.write(ContentStore.in(folder).path(sha256), content);
        return new Artifact(name, version, sha256, name + ".jar", null);
    }

    private void write(String cause, Artifact artifact) throws Exception {
        sets().write(new DesiredSetDraft(cause, Actor.of(Actor.Kind.API), List.of(), List.of(artifact), Set.of()));
    }

    private FileDesiredSetStore sets() throws Exception {
        return FileDesiredSetStore.in(folder.resolve("sets"), CLOCK);
    }

    private Path content(Artifact artifact) throws Exception {
        return ContentStore.in(folder).path(artifact.sha256());
    }

    private String run(boolean good, String... options) {
        Map<String, String> all = new HashMap<>(
                Map.of("store", folder.toString(), "do", "list", "parole", "false", "json", "false", "width", "120"));
        for (String option : options) {
            all.put(option.substring(0, option.indexOf('=')), option.substring(option.indexOf('=') + 1));
        }
        StringBuilder out = new StringBuilder();
        assertThat(new RecoverTask().apply(all, out)).isEqualTo(good);
        return out.toString();
    }

    @Test
    void theListShowsAllSetsAndWhichIsNext() {
        assertThat(run(true).lines().filter(line -> line.contains("deploy: ")))
                .satisfiesExactly(
                        line -> assertThat(line)
                                .startsWith("  2  next")
                                .contains("plugin 2.0.0")
                                .endsWith("whole"),
                        line -> assertThat(line)
                                .startsWith("  1")
                                .contains("plugin 1.0.0")
                                .endsWith("whole"));
        assertThat(run(true, "json=true")).contains("\"number\" : 2").contains("\"current\" : true");
    }

    @Test
    void aSetThatIsChosenIsTheNextOne() throws Exception {
        assertThat(run(true, "do=choose", "set=1")).startsWith("Set 3 is what the next start takes: plugin 1.0.0");
        DesiredSet next = sets().current().orElseThrow();
        assertThat(next.artifacts()).containsExactly(good);
        assertThat(next.cause()).isEqualTo("recovered: back to set 1");
    }

    @Test
    void withoutPluginsAllAreStoppedAndStayDeployed() throws Exception {
        assertThat(run(true, "do=without-plugins")).contains("no plugin").contains("plugin 2.0.0");
        DesiredSet next = sets().current().orElseThrow();
        assertThat(next.artifacts()).containsExactly(bad);
        assertThat(next.started()).isEmpty();
    }

    @Test
    void aSetWhoseContentIsDamagedIsShownAndNotChosen() throws Exception {
        Files.writeString(content(good), "changed");
        assertThat(run(false, "do=verify")).contains("not in the store: plugin 1.0.0");
        assertThatThrownBy(() -> run(true, "do=choose", "set=1"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("cannot start whole")
                .hasMessageContaining("--without-plugins");
        assertThat(sets().current().orElseThrow().number()).isEqualTo(2);
    }

    @Test
    void aCheckChangesNothingAndFindsTheSameDamageEachTime() throws Exception {
        Quarantine.in(folder.resolve("quarantine.json"), CLOCK, damage -> {}).add(good, "it failed");
        Files.writeString(folder.resolve("quarantine.json"), "garbage");
        Files.writeString(folder.resolve("sets/00000002.json"), "garbage");
        Files.writeString(folder.resolve("sets/00000003.json.new"), "not finished");
        Files.writeString(folder.resolve("incoming/half.jar"), "not received");
        Map<String, String> before = files();
        for (String action : List.of("do=verify", "do=list", "do=verify")) {
            assertThat(run(false, action))
                    .contains("DAMAGED  the desired set", "it is in its place", "quarantine.json is damaged")
                    .contains("1  next")
                    .contains("in quarantine: plugin 1.0.0");
        }
        assertThat(files()).isEqualTo(before);
    }

    @Test
    void whatWasSetAsideIsReportedUntilItIsDeleted() throws Exception {
        Files.writeString(folder.resolve("sets/00000002.json"), "garbage");
        assertThat(run(true, "do=choose", "set=1")).startsWith("Set 3 ");
        Path records = Files.createDirectories(folder.resolve("elsewhere/x"));
        Path revision = Files.writeString(records.resolve("1.config.damaged"), "garbage");
        Path set = folder.resolve("sets/00000002.json.damaged");
        for (int time = 0; time < 2; time++) {
            assertThat(run(false, "do=verify", "records=" + records.getParent()))
                    .contains("DAMAGED  " + set + " was damaged and is set aside: look at it, then delete it")
                    .contains("DAMAGED  " + revision);
        }
        Files.delete(set);
        Files.delete(revision);
        run(true, "do=verify");
    }

    @Test
    void withoutPluginsWorksAlthoughEverySetIsDamaged() throws Exception {
        Files.writeString(folder.resolve("sets/00000001.json"), "garbage");
        Files.writeString(folder.resolve("sets/00000002.json"), "garbage");
        assertThat(run(true, "do=without-plugins"))
                .startsWith("Set 3 is what the next start takes: no plugin\nIt names no plugin, as no whole set does");
        assertThat(sets().current().orElseThrow().artifacts()).isEmpty();
    }

    private Map<String, String> files() throws Exception {
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path file : all.filter(Files::isRegularFile)
                    .filter(file -> !file.endsWith("lock"))
                    .toList()) {
                files.put(file.toString(), Files.readString(file));
            }
        }
        return files;
    }

    @Test
    void aQuarantinedReleaseNeedsParole() throws Exception {
        Quarantine.in(folder.resolve("quarantine.json"), CLOCK, damage -> {}).add(good, "it failed");
        assertThatThrownBy(() -> run(true, "do=choose", "set=1")).hasMessageContaining("--parole");
        run(true, "do=choose", "set=1", "parole=true");
        assertThat(Quarantine.in(folder.resolve("quarantine.json"), CLOCK, damage -> {})
                        .entries())
                .isEmpty();
    }

    @Test
    void anUnknownSetAStoreInUseAndAMissingStoreAreRefused() throws Exception {
        assertThatThrownBy(() -> run(true, "do=choose", "set=9")).hasMessageContaining("there is no set 9");
        try (StoreLock lock = StoreLock.claim(folder)) {
            assertThat(lock).isNotNull();
            assertThatThrownBy(() -> run(true)).hasMessageContaining("is used by another process");
        }
        assertThatThrownBy(() -> run(true, "store=" + folder.resolve("other")))
                .hasMessageContaining("name the data folder with --data");
    }
}
