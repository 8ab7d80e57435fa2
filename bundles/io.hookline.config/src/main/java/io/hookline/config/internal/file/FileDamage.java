package io.hookline.config.internal.file;

import io.hookline.config.ConfigurationProblem;
import io.hookline.config.ConfigurationProblem.Reason;
import io.hookline.config.ConfigurationRefusedException;
import io.hookline.config.internal.schema.Values;
import io.hookline.config.internal.store.GuardedStore;
import io.hookline.config.internal.store.StoredRevision;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Recognizes files that look damaged: they set nothing, they no longer set an option that protects something, or they
 * end within the line of one. What such a file leaves out is no instruction, so the last good configuration stays.
 */
final class FileDamage {

    private static final char LINE_END = '\n';

    private final GuardedStore store;

    FileDamage(GuardedStore store) {
        this.store = store;
    }

    /**
     * Refuses a damaged file.
     *
     * @param text its text
     * @param settings its settings, in the types of their rules
     */
    void refuse(String pid, FileText form, String text, Map<String, Object> settings)
            throws ConfigurationRefusedException {
        StoredRevision current = store.current(pid);
        List<ConfigurationProblem> problems = new ArrayList<>();
        boolean isEmpty = settings.isEmpty() && !form.isComplete(text);
        if (isEmpty && (current == null || !current.settings().isEmpty())) {
            problems.add(new ConfigurationProblem(
                    Reason.EMPTY,
                    "",
                    "the file sets nothing, as if it were cut off: set at least one option; to take all settings back,"
                            + " use hook:config " + pid + " delete"));
        }
        if (problems.isEmpty() && current != null) {
            Map<String, Object> complete =
                    form.isComplete(text) ? settings : store.rules(pid).typed(form.read(pid, completeLines(text)));
            store.protectedNow(pid).forEach((key, why) -> {
                ConfigurationProblem problem =
                        problem(pid, key, why, current.settings().get(key), settings.get(key), complete.get(key));
                if (problem != null) {
                    problems.add(problem);
                }
            });
        }
        if (!problems.isEmpty()) {
            throw new ConfigurationRefusedException(pid, problems);
        }
    }

    private static @Nullable ConfigurationProblem problem(
            String pid,
            String key,
            String why,
            @Nullable Object now,
            @Nullable Object next,
            @Nullable Object complete) {
        if (next == null) {
            return new ConfigurationProblem(
                    Reason.NO_LONGER_SET,
                    key,
                    "'" + key + "' is not in the file any more, and with it " + why
                            + " would be lost: set it to the value that you want, or use hook:config " + pid + " unset "
                            + key);
        }
        if (!Values.sameInFile(next, complete) && !Values.sameInFile(next, now)) {
            return new ConfigurationProblem(
                    Reason.UNREADABLE,
                    key,
                    "the file ends within the line of '" + key
                            + "', as if it were cut off: end the line with a line break");
        }
        return null;
    }

    /** The text without a last line that is not ended; a backslash continues a line. */
    private static String completeLines(String text) {
        int end = text.lastIndexOf(LINE_END);
        while (end > 0 && text.substring(0, end).stripTrailing().endsWith("\\")) {
            end = text.lastIndexOf(LINE_END, end - 1);
        }
        return end < 0 ? "" : text.substring(0, end + 1);
    }
}
