package io.hookline.core.internal.component;

import static org.assertj.core.api.Assertions.assertThat;

import io.hookline.api.PointSpec;
import io.hookline.api.hook.Compose;
import io.hookline.api.hook.Composition;
import io.hookline.api.runtime.ChainStatus;
import io.hookline.api.runtime.HookStatus;
import io.hookline.engine.HookInfo;
import io.hookline.engine.HookSource;
import io.hookline.engine.internal.HookInfos;
import io.hookline.engine.release.ReleaseChange;
import io.hookline.engine.release.Route;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.osgi.framework.BundleContext;

class RuntimeViewTest {

    private static final String POINT = "test.point";
    private static final long OLD = 100;
    private static final long NEW = 200;

    private Core core;
    private RuntimeView view;

    @BeforeEach
    void open() throws Exception {
        BundleContext context = answering(BundleContext.class);
        core = new Core(context, answering(CoreConfig.class));
        view = new RuntimeView(core, context);
        core.live().open(PointSpec.of(POINT, Teller.class), "host", closed -> {});
    }

    @AfterEach
    void close() {
        core.deactivate();
    }

    @Test
    void theWayOfACanaryIsShownWithItsHooks() {
        add(1, OLD, "1.0.0");
        core.live().stage(Set.of(NEW));
        add(2, NEW, "2.0.0");
        assertThat(chain().routes()).isEmpty();
        core.live()
                .change(new ReleaseChange(
                        Set.of(), Set.of(), List.of(new Route("canary p", Set.of(NEW), Set.of(OLD), call -> true))));
        assertThat(chain().hooks()).extracting(HookStatus::version).containsExactly("1.0.0");
        assertThat(chain().routes()).singleElement().satisfies(route -> {
            assertThat(route.name()).isEqualTo("canary p");
            assertThat(route.hooks()).extracting(HookStatus::version).containsExactly("2.0.0");
        });
        assertThat(view.stats().chains().get(0).routes()).hasSize(1);
    }

    @Test
    void aWayThatRunsTheSameHooksIsNotShown() {
        add(1, OLD, "1.0.0");
        core.live()
                .change(new ReleaseChange(
                        Set.of(), Set.of(), List.of(new Route("canary q", Set.of(NEW), Set.of(), call -> true))));
        assertThat(chain().routes()).isEmpty();
    }

    private ChainStatus chain() {
        return view.chain(POINT).orElseThrow();
    }

    private void add(long service, long bundle, String version) {
        HookInfo info = HookInfos.version(
                HookInfos.ofBundle(HookInfos.at(HookInfos.hook(service, "p", 0), POINT, Teller.class), bundle),
                version);
        core.live().add(new GivenHook(info, heard -> heard.add(version)));
    }

    /** A framework in which nothing is installed, or a configuration with its defaults. */
    private static <T> T answering(Class<T> type) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (proxy, method, args) -> method.getDefaultValue()));
    }

    /** A hook that is there already. */
    private record GivenHook(HookInfo info, Teller get) implements HookSource {

        @Override
        public void unget() {}
    }

    /** Something that can be told. */
    interface Teller {

        @Compose(Composition.NOTIFY)
        void tell(List<String> heard);
    }
}
