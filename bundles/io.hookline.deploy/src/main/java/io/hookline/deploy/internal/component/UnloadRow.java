package io.hookline.deploy.internal.component;

import io.hookline.deploy.UnloadStatus;
import io.hookline.unload.Holder;
import io.hookline.unload.HolderKind;
import io.hookline.unload.UnloadReport;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** A report of the unload watch as operators see it: holders of one kind together, so that the remedy stands once. */
final class UnloadRow {

    private UnloadRow() {}

    static UnloadStatus of(UnloadReport report) {
        return new UnloadStatus(
                report.release(),
                report.removedAt(),
                switch (report.state()) {
                    case GONE -> UnloadStatus.State.GONE;
                    case WATCHED -> UnloadStatus.State.WATCHED;
                    case HELD -> UnloadStatus.State.HELD;
                },
                holders(report.holders()),
                report.blind());
    }

    /** One sentence for each kind of holder. */
    static List<String> holders(List<Holder> holders) {
        Map<HolderKind, List<String>> byKind = new EnumMap<>(HolderKind.class);
        for (Holder holder : holders) {
            String what = (holder.certain() ? "" : "probably ") + holder.what();
            List<String> known = byKind.computeIfAbsent(holder.kind(), first -> new ArrayList<>());
            if (!known.contains(what)) {
                known.add(what);
            }
        }
        return byKind.entrySet().stream()
                .map(kind -> kind.getKey() + ": " + String.join(", ", kind.getValue()) + "; remedy: "
                        + kind.getKey().remedy())
                .toList();
    }
}
