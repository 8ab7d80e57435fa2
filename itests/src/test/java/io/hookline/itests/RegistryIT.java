package io.hookline.itests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hookline.api.HookRegistry;
import io.hookline.api.Registration;
import io.hookline.api.hook.Hook;
import io.hookline.api.hook.HookContext;
import io.hookline.itests.fixture.BundleJar;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.Test;

/** The simple registry: hooks by event name, in one chain with those of plugins. */
public class RegistryIT extends FrameworkTest {

    private static final String EVENT = "order.created";

    @Test
    public void listenersRunInOrderOfRankingThenRegistration() throws Exception {
        HookRegistry registry = registry();
        List<String> heard = new ArrayList<>();
        try (Registration first = registry.register(EVENT, noting(heard, "first"));
                Registration second = registry.register(EVENT, noting(heard, "second"));
                Registration vip = registry.register(EVENT, noting(heard, "vip"), 10)) {
            registry.trigger(EVENT, HookContext.create());
            assertThat(heard)
                    .containsExactly(
                            "before vip", "before first", "before second", "after second", "after first", "after vip");
            second.close();
            heard.clear();
            registry.trigger(EVENT, HookContext.create());
            assertThat(heard).doesNotContain("before second");
            assertThat(List.of(first, vip)).hasSize(2);
        }
        heard.clear();
        registry.trigger(EVENT, HookContext.create());
        assertThat(heard).isEmpty();
    }

    @Test
    public void registeredHooksAndThoseOfPluginsShareAChain() throws Exception {
        installAndStart(BundleJar.plugin("test.a", "1.0.0", EVENT).header("Hook-Ranking", "5"));
        HookRegistry registry = registry();
        List<String> heard = new ArrayList<>();
        try (Registration mine = registry.register(EVENT, noting(heard, "mine"))) {
            assertThat(mine).isNotNull();
            assertThat(trigger(EVENT)).containsExactly("test.a@1.0.0");
            assertThat(heard).containsExactly("before mine", "after mine");
            assertThat(runtime().chain(EVENT).orElseThrow().hooks()).hasSize(2);
        }
    }

    @Test
    public void hooksShareTheContextOfAnActionAndSeeItFail() {
        HookRegistry registry = registry();
        List<String> heard = new ArrayList<>();
        try (Registration hook = registry.register(EVENT, noting(heard, "hook"))) {
            assertThat(hook).isNotNull();
            assertThatThrownBy(() -> registry.call(EVENT, HookContext.create(), () -> {
                        throw new java.io.IOException("disk gone");
                    }))
                    .hasMessage("disk gone");
            assertThat(heard).containsExactly("before hook", "failed hook disk gone");
        }
    }

    @Test
    public void aHookMayRemoveItself() throws Exception {
        HookRegistry registry = registry();
        List<Registration> once = new ArrayList<>();
        List<String> heard = new ArrayList<>();
        once.add(registry.register(EVENT, new Hook() {
            @Override
            public void before(HookContext context) {
                heard.add("once");
                once.get(0).close();
            }
        }));
        registry.trigger(EVENT, HookContext.create());
        registry.trigger(EVENT, HookContext.create());
        assertThat(heard).containsExactly("once");
    }

    private static Hook noting(List<String> heard, String name) {
        return new Hook() {
            @Override
            public void before(HookContext context) {
                heard.add("before " + name);
            }

            @Override
            public void after(HookContext context, @Nullable Object result) {
                heard.add("after " + name);
            }

            @Override
            public void failed(HookContext context, Throwable failure) {
                heard.add("failed " + name + " " + failure.getMessage());
            }
        };
    }
}
