package io.hookline.shell.internal.core;

import io.hookline.api.runtime.CandidateStatus;
import io.hookline.common.text.Printable;
import io.hookline.common.text.Table;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The candidates of a route as a table. */
final class RouteReport {

    private RouteReport() {}

    static String of(List<CandidateStatus> candidates, List<String> tags, @Nullable String type, int screen) {
        String what = (tags.isEmpty() ? "" : " with the tags " + Printable.list(tags))
                + (type == null ? "" : " that publishes " + Printable.of(type));
        if (candidates.isEmpty()) {
            return "There is no plugin" + what + ". The plugins: hook:plugins\n";
        }
        Table table = new Table("", "RANKING", "PLUGIN", "VERSION", "KNOWN AS", "TAGS", "WHY");
        for (CandidateStatus candidate : candidates) {
            table.row(
                    candidate.chosen() ? "->" : "",
                    candidate.ranking(),
                    candidate.plugin(),
                    candidate.version(),
                    candidate.id(),
                    Printable.list(candidate.tags()),
                    candidate.reason());
        }
        boolean served = candidates.stream().anyMatch(CandidateStatus::chosen);
        return table.text(screen) + (served ? "" : "A route to a plugin" + what + " leads to no plugin now.\n");
    }
}
