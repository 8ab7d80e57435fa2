package io.hookline.plugin.policy.shell;

import io.hookline.common.text.Folded;
import io.hookline.common.text.Table;
import io.hookline.plugin.policy.internal.PolicyState;
import io.hookline.plugin.policy.rule.Policy;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What {@code hook:policy show} says.
 *
 * @param file the policy file
 * @param digest of the policy that applies; null if there is none
 * @param loadedAt since when it applies
 * @param kept whether it is the kept copy
 * @param refusal why the file's present content does not apply; null if it does
 * @param refusedAt since when
 * @param roles how many roles it defines
 * @param tests how many tests it has passed
 * @param rules its rules in order
 * @param unmatched how many requests were denied without a rule
 */
record PolicyReport(
        String file,
        @Nullable String digest,
        @Nullable Instant loadedAt,
        boolean kept,
        @Nullable String refusal,
        @Nullable Instant refusedAt,
        int roles,
        int tests,
        List<RuleRow> rules,
        long unmatched) {

    static PolicyReport of(PolicyState state) {
        Policy policy = state.policy();
        return new PolicyReport(
                state.file().toString(),
                policy == null ? null : policy.digest(),
                state.loadedAt(),
                state.kept(),
                state.refusal(),
                state.refusedAt(),
                policy == null ? 0 : policy.roles(),
                policy == null ? 0 : policy.tests(),
                policy == null
                        ? List.of()
                        : policy.rules().stream()
                                .map(rule ->
                                        new RuleRow(rule.name(), rule.effect().text(), rule.hits(), rule.reason()))
                                .toList(),
                policy == null ? 0 : policy.unmatched());
    }

    String text(int width) {
        StringBuilder text = new StringBuilder(Folded.of("file      ", file, width));
        if (digest == null) {
            text.append(Folded.of("policy    ", "none: all requests are refused", width));
        } else {
            text.append(Folded.of("policy    ", digest, width));
            text.append(Folded.of(
                    "loaded    ", loadedAt + (kept ? ", from the kept copy of the last good policy" : ""), width));
            text.append(Folded.of(
                    "content   ", rules.size() + " rules, " + roles + " roles, " + tests + " tests passed", width));
        }
        if (refusal != null) {
            text.append(Folded.of("refused   ", "since " + refusedAt + ": " + refusal, width));
        }
        if (digest != null) {
            Table table = new Table("RULE", "EFFECT", "HITS", "REASON");
            rules.forEach(rule -> table.row(rule.name(), rule.effect(), rule.hits(), rule.reason()));
            table.row("-", "deny", unmatched, "no rule allows it");
            text.append('\n').append(table.text(width));
        }
        return text.toString();
    }

    /**
     * A rule.
     *
     * @param hits how many requests it has decided since the policy was loaded
     */
    record RuleRow(String name, String effect, long hits, String reason) {}
}
