package io.hookline.shell.internal.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class StackTextTest {

    private static final String REASON =
            """
            a call runs for 5000 ms
                at java.base@17/java.lang.Object.wait(Native Method)
                at java.base@17/java.lang.Object.wait(Object.java:338)
                at org.example.Slow.onRequest(Slow.java:12)
                at io.hookline.engine.internal.guard.GuardedHook.call(GuardedHook.java:80)
                (thread worker-1, WAITING)""";

    @Test
    void theFramesOfThePluginAreShownALineEach() {
        StackText stack = StackText.of(REASON);
        assertThat(stack.words()).isEqualTo("a call runs for 5000 ms (thread worker-1, WAITING)");
        assertThat(stack.frames(false))
                .isEqualTo(
                        """
                    at java.base@17/java.lang.Object.wait(Native Method)
                    at org.example.Slow.onRequest(Slow.java:12)
                    … 2 more: --verbose
                """);
        assertThat(stack.frames(true).lines()).hasSize(4);
    }

    @Test
    void aReasonWithoutAStackIsLeftAsItIs() {
        assertThat(StackText.of("boom").words()).isEqualTo("boom");
        assertThat(StackText.of("boom").frames(false)).isEmpty();
    }
}
