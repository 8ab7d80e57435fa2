package io.hookline.itests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hookline.config.ConfigurationChange;
import io.hookline.config.ConfigurationProblem;
import io.hookline.config.ConfigurationProblem.Reason;
import io.hookline.config.ConfigurationRefusedException;
import io.hookline.config.Configurations;
import io.hookline.itests.fixture.BundleJar;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.felix.service.command.CommandProcessor;
import org.apache.felix.service.command.CommandSession;
import org.awaitility.Awaitility;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TestName;
import org.osgi.framework.Bundle;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceReference;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;

/** Configurations are checked before components get them, wherever they come from. */
public class ConfigIT extends FrameworkTest {

    private static final String OPTIONS = "<AD id='burst' type='Long' min='1' max='1000' default='20'/>"
            + "<AD id='share' type='Double' min='0' max='1' default='0.5'/>"
            + "<AD id='text' type='String' default='plain'/>"
            + "<AD id='password' type='Password' default=''/>";

    /** Makes the names of the tests unique. */
    @Rule
    public final TestName testName = new TestName();

    private String pid;
    private String point;

    @Before
    public void name() {
        pid = "test.config." + testName.getMethodName().toLowerCase(Locale.ROOT);
        point = pid + ".point";
    }

    @After
    public void forget() throws IOException {
        configuration().delete();
        Files.deleteIfExists(file());
    }

    private Path file() {
        return Path.of(context().getProperty("hookline.data"), "conf", pid + ".cfg");
    }

    private Configuration configuration() throws IOException {
        return service(ConfigurationAdmin.class).getConfiguration(pid, "?");
    }

    private void update(Map<String, Object> properties) throws IOException {
        configuration().update(FrameworkUtil.asDictionary(properties));
    }

    private BundleJar tuned(boolean live, String options) {
        return BundleJar.components(pid, "1.0.0").tuned(pid, point, live, options);
    }

    private Configurations configurations() {
        return service(Configurations.class);
    }

    private void change(String key, String value) throws ConfigurationRefusedException {
        configurations().change(pid, new ConfigurationChange(Map.of(key, value), Set.of(), false, "test"));
    }

    private void awaitSaid(String said) {
        Awaitility.await()
                .untilAsserted(() ->
                        assertThat(trigger(point)).singleElement().asString().startsWith(said));
    }

    @Test
    public void aConfigurationRefusedByConfigAdminReachesNoComponent() throws Exception {
        installAndStart(tuned(true, OPTIONS));
        update(Map.of("burst", 7L));
        awaitSaid("burst=7 ");
        List<String> before = trigger(point);

        assertRefused(Map.of("burst", "many"), Reason.WRONG_TYPE, "burst");
        assertRefused(Map.of("burst", -1), Reason.OUT_OF_RANGE, "burst");
        assertRefused(Map.of("share", Double.NaN), Reason.OUT_OF_RANGE, "share");
        assertRefused(Map.of("burst", 5, "brust", 5), Reason.UNKNOWN_KEY, "brust");

        assertThat(configuration().getProperties().get("burst")).isEqualTo(7L);
        // Deliveries are ordered: if this one has arrived, the refused one never will.
        update(Map.of("burst", 8L));
        awaitSaid("burst=8 ");
        assertThat(trigger(point).get(0))
                .as("the same object")
                .endsWith(before.get(0).replaceFirst(".* of ", " of "));
        assertThat(configurations().history(pid)).hasSize(2);
    }

    private void assertRefused(Map<String, Object> properties, Reason reason, String key) {
        assertThatThrownBy(() -> update(properties))
                .isInstanceOfSatisfying(ConfigurationRefusedException.class, refused -> {
                    assertThat(refused.problems())
                            .extracting(ConfigurationProblem::reason)
                            .containsExactly(reason);
                    assertThat(refused.problems())
                            .extracting(ConfigurationProblem::key)
                            .containsExactly(key);
                })
                .hasMessageContaining("'" + key + "'");
        assertThat(configurations().all())
                .filteredOn(status -> status.pid().equals(pid))
                .singleElement()
                .satisfies(status -> assertThat(status.refused().problems())
                        .extracting(ConfigurationProblem::key)
                        .contains(key));
    }

    @Test
    public void theShellWritesAcceptedChangesAndRefusesOthers() throws Exception {
        installAndStart(tuned(true, OPTIONS));

        assertThat(run("hook:config " + pid + " set burst=5 text=shell"))
                .contains("revision 1")
                .contains("20 (default) → 5");
        awaitSaid("burst=5 text=shell");
        assertThat(file()).hasContent("burst = 5\ntext = shell");
        assertThatThrownBy(() -> run("hook:config " + pid + " set brust=6"))
                .hasToString("Refused (UNKNOWN_KEY): 'brust' is not known; did you mean 'burst'?\n"
                        + "The active configuration of " + pid + " stays.");
        assertThatThrownBy(() -> run("hook:config " + pid + " set burst=many")).hasMessageContaining("WRONG_TYPE");
        assertThat(file()).hasContent("burst = 5\ntext = shell");
        assertThat(trigger(point).get(0)).startsWith("burst=5 text=shell");

        run("hook:config " + pid + " set burst=6 --reason=sale");
        awaitSaid("burst=6 ");
        assertThat(run("hook:config " + pid + " history")).containsPattern("sale +burst = 6 \\(was 5\\)");
        run("hook:config " + pid + " revert");
        awaitSaid("burst=5 ");
        assertThat(run("hook:config " + pid + " schema")).contains("\"maximum\" : 1000");
    }

    @Test
    public void secretsAreNeverShown() throws Exception {
        installAndStart(tuned(true, OPTIONS));
        change("password", "swordfish");

        assertThat(run("hook:config " + pid)
                        + run("hook:config " + pid + " --json")
                        + run("hook:config " + pid + " history"))
                .contains("$[secret:config/")
                .doesNotContain("swordfish");
        assertThat(file()).content().contains("$[secret:config/").doesNotContain("swordfish");

        update(Map.of("password", "flounder"));
        change("burst", "7");
        awaitSaid("burst=7 ");
        assertThat(configuration().getProperties().toString()).doesNotContain("flounder");
        assertThat(run("scr:info " + pid) + properties()).contains("password").doesNotContain("swordfish", "flounder");
    }

    @Test
    public void valuesFromTheEnvironmentAreChecked() throws Exception {
        installAndStart(tuned(true, OPTIONS));
        change("text", "$[env:PATH]");
        awaitSaid("burst=null text=" + System.getenv("PATH"));
        assertThat(configurations().status(pid).settings()).anyMatch(setting -> "$[env:PATH]".equals(setting.value()));

        assertThatThrownBy(() -> change("burst", "$[env:PATH]"))
                .hasMessageContaining("'burst' has to be a whole number");
        assertThatThrownBy(() -> change("text", "$[env:NO_SUCH_VARIABLE]")).hasMessageContaining("which is not set");
    }

    @Test
    public void aChangeLeavesNoGapInTheChain() throws Exception {
        installAndStart(tuned(true, OPTIONS));
        change("burst", "1");
        awaitSaid("burst=1 ");
        AtomicReference<Throwable> failure = new AtomicReference<>();
        Thread calls = new Thread(() -> {
            try {
                while (!Thread.currentThread().isInterrupted()) {
                    assertThat(trigger(point)).hasSize(1);
                }
            } catch (Exception | AssertionError e) {
                failure.set(e);
            }
        });
        calls.start();
        for (int burst = 2; burst <= 50; burst++) {
            change("burst", Integer.toString(burst));
        }
        awaitSaid("burst=50 ");
        calls.interrupt();
        calls.join();
        assertThat(failure.get()).isNull();
    }

    @Test
    public void aChangeThatWouldRestartAComponentIsRefusedUnlessAllowed() throws Exception {
        installAndStart(tuned(false, OPTIONS));
        awaitSaid("burst=null ");
        String before = trigger(point).get(0);

        assertThatThrownBy(() -> run("hook:config " + pid + " set burst=5")).hasMessageContaining("RESTARTS");
        assertThat(trigger(point)).containsExactly(before);

        assertThat(run("hook:config " + pid + " set burst=5 --restart")).contains("restarts  " + pid);
        awaitSaid("burst=5 ");
        assertThat(trigger(point).get(0)).as("another object").doesNotEndWith(before.replaceFirst(".* of ", " of "));
    }

    @Test
    public void aConfigurationSetBeforeItsBundleIsCheckedBeforeTheBundleStarts() throws Exception {
        update(Map.of("burst", "7"));
        update(Map.of("burst", "many", "text", "x"));
        assertThat(run("hook:config " + pid)).contains("none: not checked");

        Bundle bundle = install(tuned(true, OPTIONS));

        assertThat(configurations().status(pid).refused().problems())
                .extracting(ConfigurationProblem::message)
                .containsExactly("'burst' has to be a whole number, 1 to 1000, not 'many'");
        assertThat(configuration().getProperties().get("burst"))
                .as("the newest valid revision")
                .isEqualTo("7");
        bundle.start();
        awaitSaid("burst=7 text=null");
    }

    @Test
    public void aBundleWithAnInvalidConfigurationIsNamed() throws Exception {
        update(Map.of("burst", "many"));
        Bundle bundle = install(tuned(true, OPTIONS + "<AD id='upstream' type='String'/>"));

        assertThat(configuration().getProperties()).isNull();
        assertThat(configurations().problems(bundle.getBundleId()))
                .containsExactlyInAnyOrder(
                        pid + ": 'burst' has to be a whole number, 1 to 1000, not 'many'",
                        pid + ": 'upstream' is missing: text");
        assertRefused(Map.of("burst", 5), Reason.MISSING_KEY, "upstream");
        update(Map.of("burst", 5, "upstream", "here"));
        assertThat(configurations().problems(bundle.getBundleId())).isEmpty();
    }

    @Test
    public void aStricterReleaseIsNamedAndTheRunningOneKeepsItsConfiguration() throws Exception {
        installAndStart(tuned(true, OPTIONS));
        update(Map.of("burst", 500L));
        Bundle next = install(BundleJar.components(pid + ".next", "1.1.0")
                .tuned(pid, point, true, "<AD id='burst' type='Long' max='100' default='20'/>"));

        assertThat(configurations().problems(next.getBundleId()))
                .containsExactly(pid + ": 'burst' has to be a whole number, 100 at most, not '500'");
        assertThat(configuration().getProperties().get("burst")).isEqualTo(500L);
        assertThat(configurations().problems(bundleNamed(pid).getBundleId())).isEmpty();
    }

    @Test
    public void aKeyOfAReleaseThatIsGoneKeepsNoOtherReleaseFromStarting() throws Exception {
        Bundle first = install(tuned(true, OPTIONS));
        Bundle next = install(BundleJar.components(pid + ".next", "1.1.0")
                .tuned(pid, point, true, OPTIONS + "<AD id='extra' type='Long' default='1'/>"));
        update(Map.of("burst", 5L, "extra", 2L));
        next.uninstall();

        assertThat(configurations().problems(first.getBundleId())).isEmpty();
        assertThat(configurations().status(pid).problems())
                .extracting(ConfigurationProblem::key)
                .containsExactly("extra");
        first.start();
        awaitSaid("burst=5 ");
    }

    @Test
    public void aConfigurationThatNoLongerFitsIsWithdrawnOnceUnused() throws Exception {
        update(Map.of("burst", 500L));
        Bundle first = install(tuned(true, OPTIONS));
        first.uninstall();
        install(BundleJar.components(pid, "1.1.0")
                .tuned(pid, point, true, "<AD id='burst' type='Long' max='100' default='20'/>"));

        assertThat(configuration().getProperties()).isNull();
    }

    /** The properties of all services. */
    private String properties() throws Exception {
        StringBuilder all = new StringBuilder();
        for (ServiceReference<?> service : context().getAllServiceReferences(null, null)) {
            for (String key : service.getPropertyKeys()) {
                all.append(key).append(" = ");
                Object value = service.getProperty(key);
                all.append(value instanceof Object[] many ? List.of(many) : value)
                        .append('\n');
            }
        }
        return all.toString();
    }

    private String run(String command) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
                CommandSession session = service(CommandProcessor.class)
                        .createSession(new ByteArrayInputStream(new byte[0]), out, out)) {
            session.execute(command);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
