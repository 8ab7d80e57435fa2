package io.hookline.itests;

import static org.assertj.core.api.Assertions.assertThat;

import io.hookline.api.HookPoint;
import io.hookline.api.PointSpec;
import io.hookline.api.hook.Hook;
import io.hookline.deploy.DeployOptions;
import io.hookline.deploy.DeployRefusal;
import io.hookline.deploy.DeployRefusedException;
import io.hookline.deploy.DeployResult;
import io.hookline.deploy.ProgressListener;
import io.hookline.itests.fixture.BundleJar;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.Test;

/** Invalid changes are refused before anything is installed. The refusal names the cause and the remedy. */
public class DeployRefusalIT extends DeployTest {

    @Test
    public void aMissingImportIsNamed() throws Exception {
        deploy(plugin("a", "1.0.0"));
        DeployRefusedException refusal =
                refused(DeployRefusal.UNRESOLVED, plugin("a", "1.1.0").clause("Import-Package", "org.example.missing"));
        assertThat(text(refusal)).contains(name("a"), "org.example.missing");
        assertThat(call()).containsExactly(hook("a", "1.0.0"));
    }

    @Test
    public void anUnavailableRangeIsNamedWithTheAvailableVersions() throws Exception {
        DeployRefusedException refusal = refused(
                DeployRefusal.UNRESOLVED,
                plugin("a", "1.0.0")
                        .header(
                                "Import-Package",
                                "org.osgi.framework,io.hookline.api.hook;version=\"[9.0,10)\","
                                        + "io.hookline.api.plugin"));
        assertThat(text(refusal)).contains("io.hookline.api.hook", "[9.0.0,10.0.0)", "1.1.0");
    }

    @Test
    public void anInvalidRangeIsRefused() throws Exception {
        DeployRefusedException refusal = refused(
                DeployRefusal.NOT_A_BUNDLE,
                plugin("a", "1.0.0").clause("Import-Package", "some.thing;version=\"[2.0,1.0\""));
        assertThat(text(refusal)).contains("Import-Package", "[2.0,1.0").doesNotContain("--waive");
    }

    @Test
    public void packagesWithConflictingUsesAreRefused() throws Exception {
        deploy(
                BundleJar.components(name("one"), "1.0.0")
                        .header("Export-Package", name("shared") + ";version=\"1.0\""),
                BundleJar.components(name("two"), "1.0.0")
                        .header("Export-Package", name("shared") + ";version=\"2.0\""),
                BundleJar.components(name("user"), "1.0.0")
                        .header("Export-Package", name("facade") + ";uses:=\"" + name("shared") + "\"")
                        .clause("Import-Package", name("shared") + ";version=\"[2.0,3)\""));
        DeployRefusedException refusal = refused(
                DeployRefusal.USES_CONFLICT,
                plugin("a", "1.0.0")
                        .clause("Import-Package", name("facade"))
                        .clause("Import-Package", name("shared") + ";version=\"[1.0,2)\""));
        assertThat(text(refusal)).contains(name("a"), name("shared"));
    }

    @Test
    public void aFileThatIsNotAJarIsRefused() throws Exception {
        Path garbage = Files.writeString(folder().resolve("garbage.jar"), "this is no jar");
        DeployRefusedException refusal = refused(DeployRefusal.DAMAGED, () -> deployer()
                .deploy(List.of(garbage.toString()), DeployOptions.SAFE, ProgressListener.NONE));
        assertThat(refusal).hasMessageContaining("garbage.jar");
    }

    @Test
    public void oneBadJarRefusesTheWholeChange() throws Exception {
        Path empty = Files.createFile(folder().resolve("empty.jar"));
        refused(DeployRefusal.EMPTY, () -> deployer()
                .deploy(
                        List.of(jar(plugin("a", "1.0.0")), empty.toString()),
                        DeployOptions.SAFE,
                        ProgressListener.NONE));
        assertThat(call()).isEmpty();
    }

    @Test
    public void aMissingFileIsNamed() throws Exception {
        String nowhere = folder().resolve("nowhere.jar").toString();
        DeployRefusedException refusal = refused(DeployRefusal.UNREADABLE, () -> deployer()
                .deploy(List.of(nowhere), DeployOptions.SAFE, ProgressListener.NONE));
        assertThat(refusal).hasMessageContaining(nowhere).hasMessageContaining("no such file");
    }

    @Test
    public void aBundleOfTheProductIsNotReplaced() throws Exception {
        DeployRefusedException refusal =
                refused(DeployRefusal.FOREIGN_BUNDLE, BundleJar.of("io.hookline.shell", "9.0.0"));
        assertThat(refusal).hasMessageContaining("io.hookline.shell").hasMessageContaining("felix:uninstall");
    }

    @Test
    public void aBundleThatWasInstalledByHandIsNotReplaced() throws Exception {
        installAndStart(BundleJar.plugin(name("a"), "1.0.0", name("point")));
        refused(DeployRefusal.FOREIGN_BUNDLE, plugin("a", "1.1.0"));
        assertThat(call()).containsExactly(hook("a", "1.0.0"));
    }

    @Test
    public void aContradictoryRequestIsRefused() throws Exception {
        deploy(plugin("a", "1.0.0", "hook.before=" + name("b")));
        openPoint();
        DeployRefusedException refusal =
                refused(DeployRefusal.ORDER_CYCLE, plugin("b", "1.0.0", "hook.before=" + name("a")));
        assertThat(refusal).hasMessageContaining(name("point")).hasMessageContaining(hook("b", "1.0.0"));
        assertThat(call()).containsExactly(hook("a", "1.0.0"));
    }

    @Test
    public void aHookThatAPointRequiresIsNotRemovedUnlessForced() throws Exception {
        deploy(plugin("a", "1.0.0"));
        PointSpec<Hook> spec = PointSpec.of(name("point"), Hook.class).withRequired(List.of(name("a")));
        try (HookPoint<Hook> point = points().open(spec)) {
            DeployRefusedException refusal = refused(DeployRefusal.REQUIRED_MISSING, () -> remove("a"));
            assertThat(refusal).hasMessageContaining(point.name()).hasMessageContaining("--force");
            DeployResult result =
                    deployer().remove(List.of(name("a")), DeployOptions.SAFE.withRipple(true), ProgressListener.NONE);
            assertThat(result.notes()).anySatisfy(note -> assertThat(note).contains(name("a"), "calls would fail"));
            assertThat(runtime().chain(name("point")).orElseThrow().point().missing())
                    .containsExactly(name("a"));
        }
    }

    private static String text(DeployRefusedException refusal) {
        return refusal.getMessage() + " " + refusal.details();
    }
}
