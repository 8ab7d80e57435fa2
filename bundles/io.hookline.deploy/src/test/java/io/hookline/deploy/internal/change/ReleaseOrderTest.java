package io.hookline.deploy.internal.change;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The order of versions in which a release supersedes its snapshots. */
class ReleaseOrderTest {

    @Test
    void aReleaseIsNewerThanItsSnapshots() {
        for (String snapshot : new String[] {"1.0.0.SNAPSHOT", "1.0.0.2026-SNAPSHOT", "1.0.0.b1_snapshot"}) {
            assertThat(ReleaseOrder.isOlder("1.0.0", snapshot)).as(snapshot).isFalse();
            assertThat(ReleaseOrder.isOlder(snapshot, "1.0.0")).as(snapshot).isTrue();
            assertThat(ReleaseOrder.isReleaseOf("1.0.0", snapshot)).as(snapshot).isTrue();
        }
        assertThat(ReleaseOrder.isOlder("1.0.0.SNAPSHOT", "1.0.0.RC1")).isTrue();
    }

    @Test
    void numbersDecideFirstAndQualifiersLast() {
        assertThat(ReleaseOrder.isOlder("1.0.0", "1.0.1.SNAPSHOT")).isTrue();
        assertThat(ReleaseOrder.isOlder("1.10.0", "1.9.0")).isFalse();
        assertThat(ReleaseOrder.isOlder("1.0.0", "1.0.0.RC1")).isTrue();
        assertThat(ReleaseOrder.isOlder("1.0.0.SNAPSHOT", "1.0.0.SNAPSHOT")).isFalse();
        assertThat(ReleaseOrder.isReleaseOf("1.0.1", "1.0.0.SNAPSHOT")).isFalse();
        assertThat(ReleaseOrder.isReleaseOf("1.0.0.SNAPSHOT", "1.0.0")).isFalse();
    }
}
