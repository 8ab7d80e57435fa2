package io.hookline.deploy.internal.recover;

import io.hookline.common.json.Json;
import io.hookline.common.text.Table;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiFunction;

/**
 * What the launcher's command {@code hookline recover} does. The launcher shares no class with this bundle, so it is a
 * task: its options are {@code store} (a folder), {@code records} (another folder with records that may have been set
 * aside), {@code do} ({@code list}, {@code choose}, {@code without-plugins} or
 * {@code verify}), {@code set}, {@code parole}, {@code json} and {@code width}. It prints what it has found or done,
 * and returns false if something is damaged.
 */
public final class RecoverTask implements BiFunction<Map<String, String>, Appendable, Boolean> {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneId.systemDefault());

    /** Needed because the launcher creates it. */
    public RecoverTask() {}

    /**
     * Does what the options say.
     *
     * @throws IllegalArgumentException if it cannot be done; the message names the cause and the remedy
     */
    @Override
    public Boolean apply(Map<String, String> options, Appendable out) {
        Path store = Path.of(option(options, "store"));
        boolean writing = List.of("choose", "without-plugins").contains(option(options, "do"));
        try (Recovery recovery = Recovery.open(store, writing, Clock.systemUTC())) {
            return run(recovery, options, out);
        } catch (IOException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    private static boolean run(Recovery recovery, Map<String, String> options, Appendable out) throws IOException {
        boolean json = Boolean.parseBoolean(option(options, "json"));
        int width = Integer.parseInt(option(options, "width"));
        return switch (option(options, "do")) {
            case "choose" ->
                written(
                        recovery.choose(
                                Long.parseLong(option(options, "set")),
                                Boolean.parseBoolean(option(options, "parole"))),
                        json,
                        out);
            case "without-plugins" -> written(recovery.withoutPlugins(), json, out);
            default -> listed(recovery, damage(recovery, options), json, width, out);
        };
    }

    /** What is damaged, and what was set aside before and is still there. */
    private static List<String> damage(Recovery recovery, Map<String, String> options) throws IOException {
        List<String> damage = new ArrayList<>(recovery.damage());
        damage.addAll(LeftDamage.in(List.of(
                Path.of(option(options, "store")),
                Path.of(options.getOrDefault("records", option(options, "store"))))));
        return damage;
    }

    private static boolean listed(Recovery recovery, List<String> damage, boolean json, int width, Appendable out)
            throws IOException {
        List<RecoverableSet> sets = recovery.sets();
        boolean good =
                damage.isEmpty() && sets.stream().allMatch(set -> set.missing().isEmpty());
        if (json) {
            Map<String, Object> data = new LinkedHashMap<>();
            data.put("good", good);
            data.put("damage", damage);
            data.put("sets", sets);
            out.append(Json.of(data));
            return good;
        }
        Table table = new Table("SET", "", "WRITTEN", "CAUSE", "PLUGINS", "STORE");
        for (RecoverableSet set : sets) {
            table.row(
                    set.number(),
                    set.current() ? "next" : "",
                    TIME.format(set.at()),
                    set.cause(),
                    String.join(", ", set.plugins())
                            + (set.stopped().isEmpty() ? "" : " (stopped: " + String.join(", ", set.stopped()) + ")"),
                    set.problems());
        }
        out.append(
                sets.isEmpty()
                        ? "No whole set: the next start makes one of the distribution's plugins.\n"
                        : table.text(width));
        for (String each : damage) {
            out.append("DAMAGED  ").append(each).append('\n');
        }
        out.append("\nTo choose a set: --set N; to start without any plugin: --without-plugins\n");
        return good;
    }

    private static boolean written(RecoverableSet set, boolean json, Appendable out) throws IOException {
        if (json) {
            out.append(Json.of(set));
            return true;
        }
        out.append("Set ")
                .append(String.valueOf(set.number()))
                .append(" is what the next start takes: ")
                .append(set.plugins().isEmpty() ? "no plugin" : String.join(", ", set.plugins()))
                .append('\n');
        if (set.plugins().isEmpty() && set.stopped().isEmpty()) {
            out.append("It names no plugin, as no whole set does: hook:deploy brings them back; those of the"
                    + " distribution are in its folder plugins/\n");
        }
        if (!set.stopped().isEmpty()) {
            out.append("Stopped, until hook:start starts them: ")
                    .append(String.join(", ", set.stopped()))
                    .append('\n');
        }
        return true;
    }

    private static String option(Map<String, String> options, String name) {
        String value = options.get(name);
        if (value == null) {
            throw new IllegalArgumentException("the option " + name + " is missing");
        }
        return value;
    }
}
