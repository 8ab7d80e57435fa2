package io.hookline.deploy.internal.component;

import io.hookline.config.ConfigurationDraft;
import io.hookline.config.ConfigurationFit;
import io.hookline.config.ReleaseConfigurations;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Configurations whose revisions are texts, the last one current. A release fits one if its file has the line {@code
 * takes=TEXT}; its PID is in the line {@code pid=}.
 */
final class FakeConfigurations implements ReleaseConfigurations {

    final Map<String, List<String>> revisions = new TreeMap<>();
    final List<String> changes = new ArrayList<>();
    final List<String> restarts = new ArrayList<>();
    final List<String> clashes = new ArrayList<>();
    final Map<String, Set<String>> unknown = new TreeMap<>();

    void set(String pid, String text) {
        revisions.computeIfAbsent(pid, each -> new ArrayList<>()).add(text);
    }

    String current(String pid) {
        return text(pid, number(pid));
    }

    private long number(String pid) {
        return revisions.getOrDefault(pid, List.of()).size();
    }

    private String text(String pid, long number) {
        return number == 0 ? "" : revisions.get(pid).get((int) number - 1);
    }

    private static List<String> lines(Path file, String key) throws IOException {
        return Files.readAllLines(file).stream()
                .filter(line -> line.startsWith(key + "="))
                .map(line -> line.substring(key.length() + 1))
                .toList();
    }

    private static boolean fits(Path file, String text) throws IOException {
        return lines(file, "takes").contains(text);
    }

    @Override
    public Set<String> defined(Path jar) throws IOException {
        return Set.copyOf(lines(jar, "pid"));
    }

    @Override
    public Map<String, Long> current(Set<String> defined) {
        Map<String, Long> numbers = new TreeMap<>();
        defined.forEach(pid -> numbers.put(pid, number(pid)));
        return numbers;
    }

    @Override
    public Map<String, Map<String, String>> assign(Collection<Path> jars, List<String> settings) throws IOException {
        Map<String, Map<String, String>> assigned = new TreeMap<>();
        for (Path jar : jars) {
            for (String pid : lines(jar, "pid")) {
                for (String setting : settings) {
                    assigned.computeIfAbsent(pid, each -> new TreeMap<>())
                            .put(
                                    setting.substring(0, setting.indexOf('=')),
                                    setting.substring(setting.indexOf('=') + 1));
                }
            }
        }
        return assigned;
    }

    @Override
    public Map<String, Long> fitting(Path jar, Map<String, Long> ranWith) throws IOException {
        Map<String, Long> fitting = new TreeMap<>();
        for (String pid : lines(jar, "pid")) {
            Long then = ranWith.get(pid);
            if (then != null && then != number(pid) && fits(jar, text(pid, then))) {
                fitting.put(pid, then);
            }
        }
        return fitting;
    }

    @Override
    public ConfigurationFit fit(Path jar, ConfigurationDraft draft) throws IOException {
        List<String> problems = new ArrayList<>();
        for (String pid : lines(jar, "pid")) {
            String next = after(pid, draft);
            if (!fits(jar, next)) {
                problems.add(pid + ": it does not take '" + next + "'");
            }
        }
        return draft.isEmpty()
                ? new ConfigurationFit(problems, List.of(), unknown, List.of())
                : new ConfigurationFit(problems, clashes, Map.of(), restarts);
    }

    private String after(String pid, ConfigurationDraft draft) {
        Long back = draft.back().get(pid);
        String value = draft.set(pid).get("text");
        return value != null ? value : back != null ? text(pid, back) : current(pid);
    }

    @Override
    public AppliedDraft apply(ConfigurationDraft draft, String by) {
        Map<String, String> before = new TreeMap<>();
        for (String pid : draft.pids()) {
            String now = current(pid);
            set(pid, after(pid, draft));
            before.put(pid, now);
            changes.add(by + ": " + pid + " = " + current(pid));
        }
        return undone -> {
            before.forEach((pid, text) -> {
                set(pid, text);
                changes.add(undone + ": " + pid + " = " + text);
            });
            return List.of();
        };
    }
}
