package io.hookline.deploy.internal.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Version;

class SemverGateTest {

    private static final String API = "io.x.api.Api";
    private static final String BEFORE = "public class Api { public void foo() {} }";
    private static final String GROWN = "public class Api { public void foo() {} public void bar() {} }";
    private static final String BROKEN = "public class Api { public void bar() {} }";

    @TempDir
    Path folder;

    @Test
    void codeMayChangeWithAnyHigherVersion() throws Exception {
        ReleaseJar running = release("1.0.0", "1.0.0", BEFORE).with("io.x.internal.A", "class A {}");
        for (String version : List.of("1.0.1", "1.0.0.b", "1.7.0", "2.0.0")) {
            GateVerdict verdict =
                    judge(running, release(version, "1.0.0", BEFORE).with("io.x.internal.A", "class A { int b; }"));
            assertThat(verdict.honest()).as(version).isTrue();
            assertThat(verdict.changes()).isEmpty();
            assertThat(verdict.suggested()).isEqualTo(new Version(1, 0, 1));
        }
    }

    @Test
    void aMethodsCodeIsNoChangeOfItsPackage() throws Exception {
        GateVerdict verdict = judge(
                release("1.0.0", "1.0.0", BEFORE),
                release(
                        "1.0.1",
                        "1.0.0",
                        "public class Api { public void foo() { hidden(); } private void hidden() {} }"));
        assertThat(verdict.honest()).isTrue();
    }

    @Test
    void aVersionThatDoesNotRiseLies() throws Exception {
        for (String version : List.of("1.0.0", "0.9.0")) {
            GateVerdict verdict = judge(release("1.0.0", "1.0.0", BEFORE), release(version, "1.0.0", BEFORE));
            assertThat(verdict.honest()).as(version).isFalse();
            assertThat(verdict.headline())
                    .isEqualTo("the version lies about the change: the release bears version " + version
                            + " and should bear 1.0.1 or higher, after 1.0.0");
        }
    }

    @Test
    void anHonestMinorChangeRaisesPackageAndRelease() throws Exception {
        GateVerdict verdict = judge(release("1.0.0", "1.0.0", BEFORE), release("1.1.0", "1.1.0", GROWN));
        assertThat(verdict.honest()).isTrue();
        assertThat(verdict.headline()).isEqualTo("version 1.1.0 shows what has changed since 1.0.0");
        assertThat(verdict.details()).containsExactly("MINOR package io.x.api: method added: io.x.api.Api.bar()");
    }

    @Test
    void anHonestMajorChangeRaisesPackageAndRelease() throws Exception {
        GateVerdict verdict = judge(release("1.2.3", "1.1.0", BEFORE), release("2.0.0", "2.0.0", BROKEN));
        assertThat(verdict.honest()).isTrue();
        assertThat(verdict.suggested()).isEqualTo(new Version(2, 0, 0));
        assertThat(verdict.details())
                .containsExactly(
                        "MAJOR package io.x.api: method removed: io.x.api.Api.foo()",
                        "MINOR package io.x.api: method added: io.x.api.Api.bar()");
    }

    @Test
    void aPackagesVersionThatHidesABreakLies() throws Exception {
        GateVerdict verdict = judge(release("1.0.0", "1.0.0", BEFORE), release("2.0.0", "1.1.0", BROKEN));
        assertThat(verdict.honest()).isFalse();
        assertThat(verdict.headline())
                .isEqualTo("the version lies about the change: package io.x.api bears 1.1.0 and should bear 2.0.0");
        assertThat(verdict.details())
                .contains("MAJOR package io.x.api: method removed: io.x.api.Api.foo(); the package bears 1.1.0 and"
                        + " should bear 2.0.0");
    }

    @Test
    void aReleasesVersionThatHidesABreakLies() throws Exception {
        GateVerdict verdict = judge(release("1.0.0", "1.0.0", BEFORE), release("1.1.0", "2.0.0", BROKEN));
        assertThat(verdict.honest()).isFalse();
        assertThat(verdict.suggested()).isEqualTo(new Version(2, 0, 0));
        assertThat(verdict.headline())
                .isEqualTo("the version lies about the change: the release bears version 1.1.0 and should bear 2.0.0"
                        + " or higher, after 1.0.0");
    }

    @Test
    void aMinorChangeUnderAMicroVersionLiesTwice() throws Exception {
        GateVerdict verdict = judge(release("1.0.0", "1.0.0", BEFORE), release("1.0.1", "1.0.0", GROWN));
        assertThat(verdict.honest()).isFalse();
        assertThat(verdict.headline())
                .contains("should bear 1.1.0 or higher", "package io.x.api bears 1.0.0 and should bear 1.1.0");
    }

    @Test
    void whoImplementsAnInterfaceDecidesHowMuchOneMoreMethodAsks() throws Exception {
        String provider = "@org.osgi.annotation.versioning.ProviderType public interface Api { %s }";
        String consumer = "@org.osgi.annotation.versioning.ConsumerType public interface Api { %s }";
        GateVerdict provided = judge(
                release("1.0.0", "1.0.0", provider.formatted("")),
                release("1.1.0", "1.1.0", provider.formatted("void bar();")));
        assertThat(provided.honest()).isTrue();
        GateVerdict consumed = judge(
                release("1.0.0", "1.0.0", consumer.formatted("")),
                release("1.1.0", "1.1.0", consumer.formatted("void bar();")));
        assertThat(consumed.honest()).isFalse();
        assertThat(consumed.details())
                .contains("MAJOR package io.x.api: method added: io.x.api.Api.bar(); the package bears 1.1.0 and should"
                        + " bear 2.0.0");
    }

    @Test
    void packagesComeAndGo() throws Exception {
        ReleaseJar one = release("1.0.0", "1.0.0", BEFORE);
        ReleaseJar two = ReleaseJar.of("1.1.0")
                .exports("io.x.api;version=1.0.0,io.x.more;version=0.5.0")
                .with(API, BEFORE)
                .with("io.x.more.More", "public class More {}");
        assertThat(judge(one, two).honest()).isTrue();
        assertThat(judge(one, two).details()).containsExactly("MINOR package io.x.more: newly exported");
        GateVerdict gone = judge(two, release("1.2.0", "1.0.0", BEFORE));
        assertThat(gone.honest()).isFalse();
        assertThat(gone.suggested()).isEqualTo(new Version(2, 0, 0));
        assertThat(gone.details()).containsExactly("MAJOR package io.x.more: no longer exported");
    }

    @Test
    void aRiseThatNothingCallsForIsAChangeToo() throws Exception {
        GateVerdict verdict = judge(release("1.0.0", "1.0.0", BEFORE), release("1.0.1", "2.0.0", BEFORE));
        assertThat(verdict.honest()).isFalse();
        assertThat(verdict.details()).containsExactly("MAJOR package io.x.api: version raised from 1.0.0 to 2.0.0");
        assertThat(judge(release("1.0.0", "1.0.0", BEFORE), release("2.0.0", "2.0.0", BEFORE))
                        .honest())
                .isTrue();
    }

    @Test
    void aPackagesVersionThatFallsLies() throws Exception {
        GateVerdict verdict = judge(release("1.0.0", "1.2.0", BEFORE), release("2.0.0", "1.1.0", BEFORE));
        assertThat(verdict.honest()).isFalse();
        assertThat(verdict.headline()).contains("package io.x.api bears 1.1.0 and should bear 1.2.0");
        assertThat(verdict.details()).anySatisfy(line -> assertThat(line).contains("lowered from 1.2.0 to 1.1.0"));
    }

    @Test
    void aRemovedCapabilityIsMajorAndAnAddedOneMinor() throws Exception {
        String one = "io.hookline.point;io.hookline.point=\"a\"";
        String both = one + ",io.hookline.point;io.hookline.point=\"b\"";
        GateVerdict added = judge(provides("1.0.0", one), provides("1.0.1", both));
        assertThat(added.honest()).isFalse();
        assertThat(added.suggested()).isEqualTo(new Version(1, 1, 0));
        assertThat(added.details()).containsExactly("MINOR hook point b: newly provided");
        GateVerdict removed = judge(provides("1.0.0", both), provides("1.1.0", one));
        assertThat(removed.honest()).isFalse();
        assertThat(removed.suggested()).isEqualTo(new Version(2, 0, 0));
        assertThat(removed.details()).containsExactly("MAJOR hook point b: no longer provided");
        assertThat(judge(provides("1.0.0", both), provides("2.0.0", one)).honest())
                .isTrue();
    }

    @Test
    void aCapabilitysVersionSaysHowMuchItChanges() throws Exception {
        String thing = "io.thing;io.thing=disk;version:Version=%s";
        GateVerdict minor = judge(provides("1.0.0", thing.formatted("1.0")), provides("1.1.0", thing.formatted("1.1")));
        assertThat(minor.honest()).isTrue();
        assertThat(minor.details()).containsExactly("MINOR capability io.thing disk: version was 1.0 and is 1.1");
        GateVerdict major = judge(provides("1.0.0", thing.formatted("1.0")), provides("1.1.0", thing.formatted("2.0")));
        assertThat(major.honest()).isFalse();
        GateVerdict lower = judge(provides("1.0.0", thing.formatted("1.1")), provides("1.1.0", thing.formatted("1.0")));
        assertThat(lower.honest()).isFalse();
    }

    @Test
    void servicesAreToldByTheirInterfaces() throws Exception {
        String service = "osgi.service;objectClass:List<String>=\"io.x.%s\";uses:=\"io.x\"";
        GateVerdict verdict =
                judge(provides("1.0.0", service.formatted("A")), provides("1.1.0", service.formatted("B")));
        assertThat(verdict.details())
                .containsExactly("MAJOR service io.x.A: no longer provided", "MINOR service io.x.B: newly provided");
    }

    @Test
    void toRequireMoreIsMinorAndToRequireLessIsNothing() throws Exception {
        String wide = "io.thing;filter:=\"(&(io.thing=disk)(version>=1)(!(version>=3)))\"";
        String narrow = "io.thing;filter:=\"(&(io.thing=disk)(version>=1.5)(!(version>=2)))\"";
        assertThat(judge(requires("1.0.0", narrow), requires("1.0.1", wide)).honest())
                .isTrue();
        assertThat(judge(requires("1.0.0", wide), requires("1.0.1", "io.thing;filter:=\"(io.thing=disk)\""))
                        .honest())
                .isTrue();
        assertThat(judge(requires("1.0.0", wide), ReleaseJar.of("1.0.1")).honest())
                .isTrue();
        GateVerdict narrowed = judge(requires("1.0.0", wide), requires("1.0.1", narrow));
        assertThat(narrowed.honest()).isFalse();
        assertThat(narrowed.suggested()).isEqualTo(new Version(1, 1, 0));
        assertThat(narrowed.details())
                .singleElement()
                .asString()
                .startsWith(
                        "MINOR capability io.thing disk [1.5.0,2.0.0): requirement narrowed from (&(io.thing=disk)");
        GateVerdict added = judge(ReleaseJar.of("1.0.0"), requires("1.0.1", wide));
        assertThat(added.details()).containsExactly("MINOR capability io.thing disk [1.0.0,3.0.0): newly required");
    }

    @Test
    void anOptionalRequirementAsksNothingUntilItIsMandatory() throws Exception {
        String thing = "io.thing;filter:=\"(io.thing=disk)\"";
        String optional = thing + ";resolution:=optional";
        assertThat(judge(ReleaseJar.of("1.0.0"), requires("1.0.1", optional)).honest())
                .isTrue();
        assertThat(judge(requires("1.0.0", thing), requires("1.0.1", optional)).honest())
                .isTrue();
        assertThat(judge(requires("1.0.0", optional), requires("1.0.1", thing)).honest())
                .isFalse();
    }

    @Test
    void aReleaseWithoutExportsIsJudgedByItsVersionAlone() throws Exception {
        ReleaseJar running = ReleaseJar.of("1.0.0").with("io.x.internal.A", "public class A {}");
        assertThat(judge(running, ReleaseJar.of("1.0.1").with("io.x.internal.B", "public class B {}"))
                        .honest())
                .isTrue();
        assertThat(judge(ReleaseJar.of("1.0.0"), ReleaseJar.of("1.0.1")).honest())
                .isTrue();
    }

    @Test
    void aStepBackIsJudgedTheOtherWayRound() throws Exception {
        Path older = release("1.0.0", "1.0.0", BEFORE).in(folder);
        Path newer = release("1.1.0", "1.1.0", GROWN).in(folder);
        GateVerdict verdict = new SemverGate().judgeDowngrade(newer, older);
        assertThat(verdict.honest()).isTrue();
        assertThat(verdict.before()).isEqualTo(new Version(1, 0, 0));
        assertThat(verdict.declared()).isEqualTo(new Version(1, 1, 0));
        assertThat(new SemverGate().judge(newer, older).honest()).isFalse();
    }

    @Test
    void aJarThatCannotBeReadIsNamed() throws Exception {
        Path garbage = Files.writeString(folder.resolve("garbage.jar"), "no zip");
        Path good = ReleaseJar.of("1.0.0").in(folder);
        assertThatThrownBy(() -> new SemverGate().judge(good, garbage)).isInstanceOf(IOException.class);
        Path versionless = ReleaseJar.of("one").in(folder);
        assertThatThrownBy(() -> new SemverGate().judge(good, versionless))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(versionless.toString());
    }

    @Test
    void itPrintsNothing() throws Exception {
        PrintStream out = System.out;
        PrintStream err = System.err;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        try (PrintStream catcher = new PrintStream(printed, true, StandardCharsets.UTF_8)) {
            System.setOut(catcher);
            System.setErr(catcher);
            judge(release("1.0.0", "1.0.0", BEFORE), release("2.0.0", "1.0.0", BROKEN));
        } finally {
            System.setOut(out);
            System.setErr(err);
        }
        assertThat(printed.toString(StandardCharsets.UTF_8)).isEmpty();
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void itHoldsNoFileOpen() throws Exception {
        judge(release("1.0.0", "1.0.0", BEFORE), release("2.0.0", "1.0.0", BROKEN));
        try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
            assertThat(open.filter(SemverGateTest::isThere).map(SemverGateTest::target))
                    .noneMatch(target -> target.startsWith(folder));
        }
    }

    private GateVerdict judge(ReleaseJar running, ReleaseJar candidate) throws IOException {
        return new SemverGate().judge(running.in(folder), candidate.in(folder));
    }

    private static ReleaseJar release(String version, String packageVersion, String api) {
        return ReleaseJar.of(version)
                .exports("io.x.api;version=" + packageVersion)
                .with(API, api);
    }

    private static ReleaseJar provides(String version, String clauses) {
        return ReleaseJar.of(version).header("Provide-Capability", clauses);
    }

    private static ReleaseJar requires(String version, String clauses) {
        return ReleaseJar.of(version).header("Require-Capability", clauses);
    }

    private static boolean isThere(Path link) {
        return Files.isSymbolicLink(link) && Files.exists(link);
    }

    private static Path target(Path link) {
        try {
            return Files.readSymbolicLink(link);
        } catch (IOException e) {
            return link;
        }
    }
}
