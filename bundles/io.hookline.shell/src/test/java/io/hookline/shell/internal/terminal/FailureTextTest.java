package io.hookline.shell.internal.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import io.hookline.shell.command.CommandException;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;

final class FailureTextTest {

    @Test
    void aFailureIsToldInWords() {
        assertThat(FailureText.of(new CommandException("It failed.\nMend it."))).isEqualTo("It failed.\nMend it.");
        assertThat(FailureText.of(new ExecutionException(new StackOverflowError())))
                .isEqualTo("StackOverflowError, without a message. Its stack trace: e");
        assertThat(FailureText.of(new IllegalStateException("closed\u001b")))
                .isEqualTo("IllegalStateException: closed\\u001B");
        assertThat(FailureText.of(new IllegalArgumentException("Cannot coerce lb(String) to any of [...]")))
                .isEqualTo("lb does not take the argument that was given. Help: help lb");
        assertThat(FailureText.of(new IllegalArgumentException("Cannot coerce which() to any of [...]")))
                .isEqualTo("which needs arguments. Help: help which");
    }

    @Test
    void anInterruptionIsOneWordUnlessSomethingGoesOn() {
        assertThat(FailureText.isInterruption(new InterruptedException())).isTrue();
        assertThat(FailureText.interrupted(List.of())).isEqualTo("Interrupted.");
        assertThat(FailureText.interrupted(List.of("hook:load"))).contains("hook:load does not end yet");
    }
}
