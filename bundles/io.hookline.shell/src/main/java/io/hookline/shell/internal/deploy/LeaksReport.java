package io.hookline.shell.internal.deploy;

import io.hookline.common.text.Folded;
import io.hookline.common.text.Table;
import io.hookline.deploy.UnloadStatus;
import io.hookline.shell.internal.text.Timestamps;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The removed releases whose classes stay in memory, those of one plugin that the same holds in one row. */
final class LeaksReport {

    private LeaksReport() {}

    static String of(List<UnloadStatus> unloads, Timestamps timestamps, int screen) {
        if (unloads.isEmpty()) {
            return "No release has been removed since the start.\n";
        }
        List<UnloadStatus> left = unloads.stream()
                .filter(one -> one.state() != UnloadStatus.State.GONE)
                .toList();
        String counts = "removed releases  " + unloads.size() + ", unloaded " + (unloads.size() - left.size()) + "\n";
        if (left.isEmpty()) {
            return counts;
        }
        Map<Alike, List<UnloadStatus>> rows = new LinkedHashMap<>();
        left.forEach(one ->
                rows.computeIfAbsent(Alike.of(one), first -> new ArrayList<>()).add(one));
        Table table = new Table("RELEASE", "REMOVED AT", "STATE", "HELD BY");
        rows.forEach((alike, some) -> table.row(
                labels(alike.plugin(), some),
                timestamps.at(some.stream()
                        .map(UnloadStatus::removedAt)
                        .max(Comparator.naturalOrder())
                        .orElseThrow()),
                alike.state(),
                alike.holders().isEmpty() ? "-" : String.join("; ", alike.holders())));
        StringBuilder text = new StringBuilder(counts).append('\n').append(table.text(screen));
        String blind =
                left.stream().flatMap(one -> one.blind().stream()).distinct().collect(Collectors.joining("; "));
        if (!blind.isEmpty()) {
            text.append(Folded.of("not inspected  ", blind, screen));
        }
        boolean watched = left.stream().anyMatch(one -> one.state() == UnloadStatus.State.WATCHED);
        return text.append(Folded.of(
                        "",
                        (watched ? "WATCHED: the garbage collector has not collected it yet. " : "")
                                + "What holds it: hook:leaks --heap PLUGIN VERSION",
                        screen))
                .toString();
    }

    /** The plugin and its versions, each once, with how often it was removed. */
    private static String labels(String plugin, List<UnloadStatus> some) {
        Map<String, Integer> versions = new LinkedHashMap<>();
        some.forEach(one -> versions.merge(version(one), 1, Integer::sum));
        String all = versions.entrySet().stream()
                .map(one -> one.getKey() + (one.getValue() > 1 ? " (" + one.getValue() + " times)" : ""))
                .collect(Collectors.joining(", "));
        return all.isEmpty() ? plugin : plugin + " " + all;
    }

    private static String plugin(UnloadStatus one) {
        int blank = one.release().indexOf(' ');
        return blank < 0 ? one.release() : one.release().substring(0, blank);
    }

    private static String version(UnloadStatus one) {
        return one.release()
                .substring(Math.min(plugin(one).length() + 1, one.release().length()));
    }

    /** What the releases of one row have in common. */
    private record Alike(String plugin, UnloadStatus.State state, List<String> holders) {

        static Alike of(UnloadStatus one) {
            return new Alike(
                    LeaksReport.plugin(one),
                    one.state(),
                    one.holders().stream().distinct().toList());
        }
    }
}
