package io.hookline.itests;

import static org.assertj.core.api.Assertions.assertThat;

import io.hookline.config.ConfigurationChange;
import io.hookline.config.Configurations;
import io.hookline.deploy.DeployOptions;
import io.hookline.deploy.DeployRefusal;
import io.hookline.deploy.Plan;
import io.hookline.deploy.PlannedChain;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.Test;

/** A plan shows the effects of a change without making it. */
public class PlanIT extends DeployTest {

    @Test
    public void aPlanShowsTheChainsBeforeAndAfterAndTheCallsInThem() throws Exception {
        deploy(plugin("a", "1.0.0", "service.ranking=1"), plugin("b", "1.0.0"));
        HeldCall held = HeldCall.into(registry(), name("point"), trailContext());
        World before = world();
        Plan plan = plan(jar(plugin("a", "1.1.0", "service.ranking=-1").hook(name("closed"))));
        assertThat(world()).isEqualTo(before);
        assertThat(plan.refusals()).isEmpty();
        assertThat(plan.leaving()).containsExactly(name("a") + " 1.0.0");
        assertThat(plan.releases()).singleElement().satisfies(release -> {
            assertThat(release.replaces()).isEqualTo("1.0.0");
            assertThat(release.versionVerdict()).contains("1.1.0 shows what has changed since 1.0.0");
            assertThat(release.resolves()).isTrue();
        });
        assertThat(plan.inFlight()).isEqualTo(1);
        assertThat(chain(plan, "point").before())
                .satisfiesExactly(first -> assertThat(first).contains(hook("a", "1.0.0")), second -> assertThat(second)
                        .contains(hook("b", "1.0.0")));
        assertThat(chain(plan, "point").after())
                .satisfiesExactly(first -> assertThat(first).contains(hook("b", "1.0.0")), second -> assertThat(second)
                        .contains(hook("a", "1.1.0")));
        assertThat(chain(plan, "closed").open()).isFalse();
        assertThat(chain(plan, "closed").notes())
                .anySatisfy(note -> assertThat(note).contains("no host has opened"));
        held.release();

        deploy(plugin("a", "1.1.0", "service.ranking=-1").hook(name("closed")));
        assertThat(call()).containsExactly(hook("b", "1.0.0"), hook("a", "1.1.0"));
    }

    @Test
    public void aPlanNamesEveryRefusal() throws Exception {
        deploy(plugin("a", "2.0.0"));
        World before = world();
        Plan plan = plan(jar(plugin("a", "1.0.0").clause("Import-Package", "org.example.missing")));
        assertThat(world()).isEqualTo(before);
        assertThat(plan.refusals())
                .extracting(Plan.Refusal::kind)
                .containsExactly(DeployRefusal.DOWNGRADE, DeployRefusal.UNRESOLVED);
        assertThat(plan.releases()).singleElement().satisfies(release -> assertThat(release.resolves())
                .isFalse());
    }

    @Test
    public void aPlanNamesWhatIsWrongWithTheConfiguration() throws Exception {
        String pid = name("tuned");
        String source = jar(plugin("a", "1.0.0").tuned(pid, name("point"), true, "<AD id='target' type='String'/>"));
        assertThat(plan(source).refusals()).singleElement().satisfies(refusal -> {
            assertThat(refusal.kind()).isEqualTo(DeployRefusal.CONFIGURATION);
            assertThat(refusal.message()).contains(pid + ": 'target' is missing: text");
        });

        service(Configurations.class)
                .change(pid, new ConfigurationChange(Map.of("target", "here"), Set.of(), false, "test"));
        assertThat(plan(source).refusals()).isEmpty();
        service(Configurations.class)
                .change(pid, new ConfigurationChange(Map.of("targte", "there"), Set.of(), false, "test"));
        assertThat(plan(source).refusals()).extracting(Plan.Refusal::kind).containsExactly(DeployRefusal.CONFIGURATION);
        service(Configurations.class).delete(pid, false, "test");
    }

    private Plan plan(String... sources) throws Exception {
        return deployer().plan(List.of(sources), DeployOptions.SAFE);
    }

    private PlannedChain chain(Plan plan, String last) {
        return plan.chains().stream()
                .filter(chain -> chain.point().equals(name(last)))
                .findFirst()
                .orElseThrow(() -> new AssertionError(plan.chains()));
    }
}
