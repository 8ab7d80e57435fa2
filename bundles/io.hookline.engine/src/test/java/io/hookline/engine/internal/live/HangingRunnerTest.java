package io.hookline.engine.internal.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.hookline.api.ErrorPolicy;
import io.hookline.api.HookRefusedException;
import io.hookline.api.PointSpec;
import io.hookline.engine.guard.GuardRule;
import io.hookline.engine.guard.GuardSettings;
import io.hookline.engine.internal.HookInfos;
import io.hookline.engine.runner.AttachRequest;
import io.hookline.engine.runner.HookAttachment;
import io.hookline.engine.runner.HookRunner;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** A runner that does not come back from attaching a hook, or from closing an attachment. */
class HangingRunnerTest extends GuardFixture {

    private final AtomicInteger attaching = new AtomicInteger();
    private final CountDownLatch closing = new CountDownLatch(1);

    @Test
    void aRunnerThatHangsHoldsUpNeitherChangesNorOtherHooksAndItsHooksReturnWithIt() {
        engine.guards().attachments().setLimit(Duration.ofMillis(50));
        engine.guards().attachments().add(new HangingRunner());
        follow(
                GuardRule.forHook("ill").runner("hanging"),
                GuardRule.forHook("ill2").runner("hanging"));
        Teller point = open(ErrorPolicy.ABORT);
        add(1, "ill");
        assertThat(guard("ill").reason()).contains("has not come back within 50 ms");
        assertThatThrownBy(() -> heard(point)).isInstanceOf(HookRefusedException.class);
        Teller other = live.open(PointSpec.of("test.other", Teller.class), "host", closed -> {})
                .call();
        add(HookInfos.at(info(3, "well"), "test.other", Teller.class), heard -> heard.add("well"));
        assertThat(heard(other)).containsExactly("well");
        add(2, "ill2");
        assertThat(guard("ill2").reason()).contains("has been attaching another hook");
        assertThat(attaching).hasValue(1);
        release.countDown();
        await().untilAsserted(() -> assertThat(heard(point)).containsExactly("ill", "ill2"));
        assertThat(guard("ill").reason()).isEmpty();
        closing.countDown();
    }

    @Test
    void aRunnerThatHangsInCloseDoesNotHoldUpTheRemovalOfTheHook() {
        release.countDown();
        engine.guards().attachments().setLimit(Duration.ofMillis(50));
        engine.guards().attachments().add(new HangingRunner());
        follow(GuardRule.forHook("ill").runner("hanging"));
        Teller point = open(ErrorPolicy.ABORT);
        FakeSource source = add(1, "ill");
        live.remove(1);
        assertThat(heard(point)).isEmpty();
        assertThat(source.givenBack).hasValue(1);
        closing.countDown();
    }

    private final class HangingRunner implements HookRunner {

        @Override
        public String name() {
            return "hanging";
        }

        @Override
        public HookAttachment attach(AttachRequest request) {
            attaching.incrementAndGet();
            hang();
            return new HookAttachment() {
                @Override
                public Object target() {
                    return request.hook();
                }

                @Override
                public boolean serves(GuardSettings settings) {
                    return true;
                }

                @Override
                public void close() {
                    awaitLatch(closing);
                }
            };
        }
    }
}
