package io.hookline.shell.internal.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.hookline.api.runtime.RefusalReason;
import io.hookline.api.runtime.RefusedHook;
import io.hookline.deploy.ReleaseState;
import io.hookline.deploy.ReleaseStatus;
import java.util.List;
import org.junit.jupiter.api.Test;

class RefusedRowTest {

    private static final RefusedHook LOST =
            new RefusedHook("lost", "acme.lost", "1.0.0", 31, RefusalReason.UNKNOWN_POINT, "asks for http.before");

    @Test
    void aPluginThatFailedAtStartAndIsNotInstalledIsListedWithItsReason() {
        List<RefusedRow> rows =
                RefusedRow.of(List.of(LOST), List.of(row("acme.broken", ReleaseState.WAITING, "its start threw")));
        assertThat(rows).extracting(RefusedRow::release).containsExactly("acme.lost@1.0.0", "acme.broken@1.0.0");
        assertThat(rows.get(1))
                .isEqualTo(new RefusedRow("acme.broken", "acme.broken", "1.0.0", null, "WAITING", "its start threw"));
        assertThat(rows.get(1).id()).isEqualTo("-");
    }

    @Test
    void aReleaseThatTheCoreNamesAlreadyHasOneRow() {
        assertThat(RefusedRow.of(List.of(LOST), List.of(row("acme.lost", ReleaseState.WAITING, "not resolved"))))
                .extracting(RefusedRow::reason)
                .containsExactly("UNKNOWN_POINT");
    }

    private static ReleaseStatus row(String name, ReleaseState state, String why) {
        return new ReleaseStatus(name, "1.0.0", state, null, null, 0, 0, 0, 0, why);
    }
}
