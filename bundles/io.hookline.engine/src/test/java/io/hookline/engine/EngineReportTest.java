package io.hookline.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.hookline.api.PointSpec;
import io.hookline.api.hook.Compose;
import io.hookline.api.hook.Composition;
import io.hookline.api.runtime.ChainStatus;
import io.hookline.api.runtime.HookStatus;
import io.hookline.api.runtime.ReleaseId;
import io.hookline.engine.internal.HookInfos;
import io.hookline.engine.release.ReleaseChange;
import io.hookline.engine.release.Route;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EngineReportTest {

    private static final String POINT = "test.point";
    private static final ReleaseId OLD = HookInfos.release("p", 100);
    private static final ReleaseId NEW = HookInfos.release("p", 200);

    private final Engine engine = Engine.create();
    private final EngineReport report = engine.report();

    @BeforeEach
    void open() {
        engine.points("host").open(PointSpec.of(POINT, Teller.class));
    }

    @AfterEach
    void close() {
        engine.close();
    }

    @Test
    void showsTheRouteOfACanaryWithItsHooks() {
        add(1, OLD, "1.0.0");
        engine.releases().stage(Set.of(NEW));
        add(2, NEW, "2.0.0");
        assertThat(chain().routes()).isEmpty();
        engine.releases()
                .publish(new ReleaseChange(
                        Set.of(), Set.of(), List.of(new Route("canary p", Set.of(NEW), Set.of(OLD), call -> true))));
        assertThat(chain().hooks()).extracting(HookStatus::version).containsExactly("1.0.0");
        assertThat(chain().routes()).singleElement().satisfies(route -> {
            assertThat(route.name()).isEqualTo("canary p");
            assertThat(route.hooks()).extracting(HookStatus::version).containsExactly("2.0.0");
        });
        assertThat(report.stats().chains().get(0).routes()).hasSize(1);
    }

    @Test
    void omitsARouteThatRunsTheSameHooks() {
        add(1, OLD, "1.0.0");
        engine.releases()
                .publish(new ReleaseChange(
                        Set.of(), Set.of(), List.of(new Route("canary q", Set.of(NEW), Set.of(), call -> true))));
        assertThat(chain().routes()).isEmpty();
    }

    private ChainStatus chain() {
        return report.chain(POINT).orElseThrow();
    }

    private void add(long id, ReleaseId release, String version) {
        HookInfo info = HookInfos.version(
                HookInfos.of(HookInfos.at(HookInfos.hook(id, "p", 0), POINT, Teller.class), release.instance()),
                version);
        engine.register(info, (Teller) heard -> heard.add(version));
    }

    /** Something that can be told. */
    interface Teller {

        @Compose(Composition.NOTIFY)
        void tell(List<String> heard);
    }
}
