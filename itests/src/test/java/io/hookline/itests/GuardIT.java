package io.hookline.itests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.hookline.api.hook.Hook;
import io.hookline.api.hook.HookContext;
import io.hookline.api.hook.HookProperties;
import io.hookline.api.hook.NonBlocking;
import io.hookline.api.runtime.Blocking;
import io.hookline.api.runtime.BreakerState;
import io.hookline.api.runtime.ChainStatus;
import io.hookline.api.runtime.GuardEvent;
import io.hookline.api.runtime.GuardStatus;
import io.hookline.api.runtime.HookGuards;
import io.hookline.api.runtime.RefusalReason;
import io.hookline.itests.fixture.BundleJar;
import io.hookline.itests.fixture.FixturePlugin;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.After;
import org.junit.Test;
import org.osgi.framework.FrameworkUtil;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;

/** Plugins that do what they must not, and the guard rules for them. */
public class GuardIT extends FrameworkTest {

    private static final String POINT = "test.guard";

    private Configuration rule;

    @After
    public void deleteRule() throws IOException {
        if (rule != null) {
            rule.delete();
        }
    }

    private void rule(String... keysAndValues) throws IOException {
        if (rule == null) {
            rule = service(ConfigurationAdmin.class).createFactoryConfiguration("io.hookline.guard", "?");
        }
        Map<String, Object> properties = new HashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            properties.put(keysAndValues[i], keysAndValues[i + 1]);
        }
        rule.update(FrameworkUtil.asDictionary(properties));
    }

    private GuardStatus guard(String plugin) {
        return service(HookGuards.class).guards().stream()
                .filter(guard -> guard.plugin().equals(plugin))
                .findFirst()
                .orElseThrow();
    }

    private static BundleJar plugin(String name, Class<? extends Hook> hook) {
        return BundleJar.components(name, "1.0.0")
                .component(
                        "hook",
                        Hook.class.getName(),
                        hook,
                        "<property name='" + HookProperties.AT + "' value='" + POINT + "'/>");
    }

    @Test
    public void systemExitIsRefusedAndThePluginIsNotCalledAgain() throws Exception {
        trigger(POINT);
        installAndStart(plugin("test.exit", Exiting.class));
        assertThatThrownBy(() -> trigger(POINT))
                .isInstanceOf(SecurityException.class)
                .hasMessage("System.exit(7) is refused: a plugin cannot end the JVM of its host");
        await().untilAsserted(() -> assertThatThrownBy(() -> trigger(POINT))
                .hasMessageContaining("is not called: its breaker is open: its plugin called System.exit(7)"));
        assertThat(guard("test.exit").breaker()).isEqualTo(BreakerState.LOCKED);
        assertThat(service(HookGuards.class).events())
                .filteredOn(event -> event.plugin().equals("test.exit"))
                .extracting(GuardEvent::kind)
                .containsExactly(GuardEvent.Kind.QUARANTINED);
    }

    @Test
    public void aHookThatDoesNotLinkIsRefused() throws Exception {
        trigger(POINT);
        installAndStart(plugin("test.unlinked", Unlinked.class));
        assertThatThrownBy(() -> trigger(POINT)).hasCauseInstanceOf(NoClassDefFoundError.class);
        await().untilAsserted(() -> assertThat(runtime().refused()).anySatisfy(refused -> {
            assertThat(refused.plugin()).isEqualTo("test.unlinked");
            assertThat(refused.reason()).isEqualTo(RefusalReason.CONTRACT_BROKEN);
            assertThat(refused.detail()).contains("Missing", "build it against the releases that run");
        }));
        assertThat(trigger(POINT)).isEmpty();
    }

    @Test
    public void aRuleChangesTheIsolationOfARunningHook() throws Exception {
        trigger(POINT);
        installAndStart(plugin("test.thread", ThreadTelling.class));
        long before = runtime().generation();
        rule("hook", "test.thread", "isolation", "pool", "deadlineMillis", "20000", "threads", "2");
        await().untilAsserted(() -> assertThat(threadOfACall()).startsWith("hookline-pool-"));
        assertThat(runtime().generation()).isEqualTo(before + 1);
        assertThat(guard("test.thread").limits()).isEqualTo("20000 ms, 2 threads, 16 waiting, 4 written off");
        rule("hook", "test.thread", "isolation", "inline");
        await().untilAsserted(() ->
                assertThat(threadOfACall()).isEqualTo(Thread.currentThread().getName()));
        assertThat(runtime().generation()).isEqualTo(before + 2);
    }

    @Test
    public void hooksThatDeclareThatTheyNeverBlockAreShownUntilTheyDo() throws Exception {
        trigger(POINT);
        installAndStart(plugin("test.marked", Marked.class));
        installAndStart(BundleJar.components("test.held", "1.0.0").hook(POINT, "hook.nonblocking=true"));
        assertThat(chain().nonBlocking()).isTrue();
        assertThat(chain().hooks())
                .extracting(hook -> hook.guard().blocking())
                .containsExactly(Blocking.NON_BLOCKING, Blocking.NON_BLOCKING);
        HeldCall call = HeldCall.into(registry(), POINT, trailContext());
        await().atMost(Duration.ofMinutes(1)).until(() -> !chain().nonBlocking());
        assertThat(guard("test.held").blocking()).isEqualTo(Blocking.WITHDRAWN);
        assertThat(guard("test.marked").blocking()).isEqualTo(Blocking.NON_BLOCKING);
        assertThat(service(HookGuards.class).events())
                .filteredOn(event -> event.plugin().equals("test.held"))
                .extracting(GuardEvent::kind)
                .containsExactly(GuardEvent.Kind.BLOCKED);
        assertThat(call.release()).contains("test.held@1.0.0");
        service(HookGuards.class).reset("test.held");
        await().atMost(Duration.ofMinutes(1)).until(() -> chain().nonBlocking());
        installAndStart(BundleJar.components("test.plain", "1.0.0").hook(POINT));
        assertThat(chain().nonBlocking()).isFalse();
    }

    private ChainStatus chain() {
        return runtime().chain(POINT).orElseThrow();
    }

    @Test
    public void anInvalidRuleIsRefusedAndThePreviousOneStays() throws Exception {
        trigger(POINT);
        installAndStart(plugin("test.thread", ThreadTelling.class));
        rule("hook", "test.thread", "isolation", "pool");
        await().untilAsserted(() -> assertThat(guard("test.thread").isolation()).isEqualTo("POOL"));
        long before = runtime().generation();
        for (String[] wrong : new String[][] {
            {"breaker", "puddle"}, {"threads", "many"}, {"nonBlockingMillis", "soon"}, {"thread", "2"}
        }) {
            assertThatThrownBy(() -> rule("hook", "test.thread", wrong[0], wrong[1]))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("'" + wrong[0] + "'");
        }
        assertThat(guard("test.thread").isolation()).isEqualTo("POOL");
        assertThat(runtime().generation()).isEqualTo(before);
    }

    @Test
    public void theCallerOfAHangingHookContinues() throws Exception {
        rule("hook", "test.hang", "isolation", "pool", "deadlineMillis", "100", "errorPolicy", "skip");
        trigger(POINT);
        installAndStart(plugin("test.hang", Hanging.class));
        // The rule is delivered asynchronously: without it the call would hang on this thread.
        await().untilAsserted(() -> assertThat(guard("test.hang").isolation()).isEqualTo("POOL"));
        assertThat(trigger(POINT)).isEmpty();
        assertThat(guard("test.hang").breaker()).isEqualTo(BreakerState.CLOSED);
    }

    private String threadOfACall() throws Exception {
        HookContext context = trailContext();
        registry().call(POINT, context, () -> null);
        return String.valueOf(trail(context).get(0));
    }

    /** Ends the JVM. */
    public static final class Exiting implements Hook {

        public void activate() {}

        @Override
        public void before(HookContext context) {
            System.exit(7);
        }
    }

    /** Needs a class that its bundle does not have. */
    public static final class Unlinked implements Hook {

        public void activate() {}

        @Override
        public void before(HookContext context) {
            context.cancel(new Missing().why());
        }
    }

    /** Is not packed into the bundle. */
    static final class Missing {

        String why() {
            return "never said";
        }
    }

    /** Records the thread that it runs on. */
    public static final class ThreadTelling implements Hook {

        public void activate() {}

        @Override
        @SuppressWarnings("unchecked")
        public void before(HookContext context) {
            List<String> trail = context.get(FixturePlugin.TRAIL);
            trail.add(Thread.currentThread().getName());
        }
    }

    /** Does nothing, quickly. */
    @NonBlocking
    public static final class Marked implements Hook {

        public void activate() {}
    }

    /** Waits until it is interrupted. */
    public static final class Hanging implements Hook {

        private final CountDownLatch gate = new CountDownLatch(1);

        public void activate() {}

        @Override
        public void before(HookContext context) throws InterruptedException {
            gate.await();
        }
    }
}
