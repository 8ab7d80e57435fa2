package io.hookline.api.hook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** What the built-in contract does around an action by default. */
class HookTest {

    private static final class IllHook implements Hook {

        @Override
        public void failed(HookContext context, Throwable failure) {
            throw new IllegalStateException("the hook failed too");
        }
    }

    @Test
    void aFailureOfTheHookIsAddedToThatOfTheAction() {
        Exception failure = new Exception("the action failed");
        assertThatThrownBy(() -> call(failure))
                .isSameAs(failure)
                .hasSuppressedException(new IllegalStateException("the hook failed too"));
    }

    @Test
    void anExceptionThatIsThrownAgainAndAgainDoesNotGrow() {
        Exception failure = new Exception("made in advance");
        for (int i = 0; i < 1_000; i++) {
            assertThatThrownBy(() -> call(failure)).isSameAs(failure);
        }
        assertThat(failure.getSuppressed()).hasSize(16);
    }

    private static void call(Exception failure) throws Exception {
        new IllHook().around(HookContext.create(), context -> {
            throw failure;
        });
    }
}
