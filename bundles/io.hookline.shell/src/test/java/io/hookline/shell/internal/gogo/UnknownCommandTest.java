package io.hookline.shell.internal.gogo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class UnknownCommandTest {

    private static final List<String> KNOWN =
            List.of("felix:start", "hook:start", "hook:status", "hook:stats", "hook:deploy", "gogo:cat", "felix:log");

    private static String message(String typed) {
        return UnknownCommand.message(typed, KNOWN);
    }

    @Test
    void aMistypedNameOrScopeGetsASuggestion() {
        assertThat(message("deplyo"))
                .isEqualTo("No command is named deplyo. Did you mean hook:deploy? All commands: help");
        assertThat(message("hok:status")).contains("Did you mean hook:status?");
        assertThat(message("hook:cat")).contains("Did you mean gogo:cat?");
    }

    @Test
    void severalThatMayBeMeantAreListedTheShellsOwnFirst() {
        assertThat(message("sta")).contains("Did you mean hook:start or hook:stats or hook:status or felix:start?");
    }

    @Test
    void ofNamesThatAreEquallyNearAllAreListed() {
        assertThat(message("hook:stauts")).contains("Did you mean hook:stats or hook:status?");
    }

    @Test
    void aNameUnlikeAllOthersGetsNone() {
        assertThat(message("foo")).isEqualTo("No command is named foo. All commands: help");
        assertThat(message("xyzzy\u001b")).isEqualTo("No command is named xyzzy\\u001B. All commands: help");
    }
}
