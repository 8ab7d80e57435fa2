package io.hookline.deploy.internal.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.hookline.common.text.Printable;
import io.hookline.deploy.DeployRefusal;
import io.hookline.deploy.DeployRefusedException;
import java.nio.file.Path;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** What tests expect of a refusal. */
final class Refusals {

    private Refusals() {}

    /** Expects that kind, with these words, and no character in the message that could forge a line of a log. */
    static DeployRefusedException assertRefused(ThrowingCallable call, DeployRefusal refusal, String... words) {
        Throwable thrown = catchThrowable(call);
        assertThat(thrown).isInstanceOf(DeployRefusedException.class).hasMessageContainingAll(words);
        DeployRefusedException refused = (DeployRefusedException) thrown;
        assertThat(refused.refusal()).as(refused.getMessage()).isEqualTo(refusal);
        assertThat(refused.getMessage().codePoints().allMatch(Printable::isVisible))
                .as(refused.getMessage())
                .isTrue();
        // A cause, and a sentence that tells what to do about it.
        assertThat(refused.getMessage()).matches(".+\\. [A-Z].+\\.");
        return refused;
    }

    static void assertRefused(Path jar, DeployRefusal refusal, String... words) {
        assertRefused(() -> new JarVerifier(JarLimits.DEFAULTS).verify(jar), refusal, words);
    }
}
