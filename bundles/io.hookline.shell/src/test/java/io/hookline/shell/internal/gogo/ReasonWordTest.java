package io.hookline.shell.internal.gogo;

import static org.assertj.core.api.Assertions.assertThat;

import io.hookline.shell.session.CommandInfo;
import io.hookline.shell.session.CommandInfo.Option;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which word of a line is the reason: a file that is taken for one could be deployed from afar. */
class ReasonWordTest {

    private static final CommandInfo DEPLOY = new CommandInfo(
            "deploy",
            "",
            "",
            "",
            true,
            "operator",
            "",
            List.of(),
            List.of(),
            List.of(new Option("--force", "", ""), new Option("--ready", "SECONDS", "")),
            List.of(),
            List.of());

    @Test
    void aReasonIsFreeText() {
        assertThat(isReason("a.jar", "--reason", "JIRA-1: /x.jar")).isTrue();
        assertThat(isReason("--reason", "JIRA-1: x")).isTrue();
        assertThat(isReason("a.jar", "--force", "--reason", "JIRA-1: x")).isTrue();
        assertThat(isReason("--ready", "5", "--reason", "JIRA-1: x")).isTrue();
        assertThat(isReason("a.jar", "--reason=JIRA-1: x")).isTrue();
    }

    @Test
    void whatOnlyLooksLikeOneMayBeAFile() {
        assertThat(isReason("/x.jar")).isFalse();
        assertThat(isReason("--ready", "--reason", "/x.jar")).isFalse();
        assertThat(isReason("--unknown", "--reason", "/x.jar")).isFalse();
        assertThat(isReason("--", "--reason", "/x.jar")).isFalse();
        assertThat(isReason("--", "--reason=/x.jar")).isFalse();
        assertThat(isReason("--reason", "why", "/x.jar")).isFalse();
        assertThat(isReason("--reason", "--reason", "/x.jar")).isFalse();
    }

    /** Whether the last word is one. */
    private static boolean isReason(String... words) {
        return DEPLOY.isReason(List.of(words), words.length - 1);
    }
}
