package io.hookline.gateway.internal.control;

import io.hookline.gateway.internal.config.StranglerSettings;
import io.hookline.gateway.internal.strangle.MigrationCounts;
import io.hookline.gateway.internal.strangle.SideCounts;
import io.hookline.gateway.strangler.StranglerStatus;
import io.hookline.gateway.strangler.StranglerStatus.Difference;
import io.hookline.gateway.strangler.StranglerStatus.Shadow;
import io.hookline.gateway.strangler.StranglerStatus.Side;
import java.util.List;

/** Makes the status of migrations. Stateless. */
final class StranglerReport {

    private static final Side NONE = new Side(0, 0, -1, -1);

    private StranglerReport() {}

    static StranglerStatus of(StranglerSettings settings, int percent, String verdict, MigrationCounts counts) {
        return new StranglerStatus(
                settings.name(),
                settings.route(),
                settings.from(),
                settings.to(),
                percent,
                percent == 0 ? "shadow" : percent == 100 ? "moved" : "moving",
                settings.paused(),
                settings.steps(),
                verdict,
                side(counts.old()),
                side(counts.fresh()),
                new Shadow(
                        side(counts.shadow()),
                        counts.copies(),
                        counts.leftOut(),
                        counts.underWay(),
                        counts.same(),
                        counts.status() + counts.header() + counts.body(),
                        counts.noAnswer(),
                        counts.uncompared()),
                counts.newest().stream()
                        .map(one -> new Difference(one.at(), one.count(), one.method(), one.path(), one.what()))
                        .toList());
    }

    /** One that does not fit its route. */
    static StranglerStatus refused(String name, String reason) {
        return new StranglerStatus(
                name,
                "",
                "",
                "",
                0,
                "refused",
                false,
                List.of(),
                reason,
                NONE,
                NONE,
                new Shadow(NONE, 0, 0, 0, 0, 0, 0, 0),
                List.of());
    }

    private static Side side(SideCounts counts) {
        return new Side(counts.calls(), counts.failures(), counts.microsAt(0.5), counts.microsAt(0.99));
    }
}
