package io.hookline.plugin.policy.shell;

import io.hookline.common.text.Folded;
import io.hookline.common.text.Table;
import io.hookline.plugin.policy.rule.AccessRequest;
import io.hookline.plugin.policy.rule.Decision;
import io.hookline.plugin.policy.rule.Policy;
import java.time.Duration;
import java.util.List;

/**
 * What {@code hook:policy test} says.
 *
 * @param decision the decision
 * @param rules what each rule says, in order; none if the request is refused before any rule
 */
record DecisionReport(Decision decision, List<RuleRow> rules) {

    static DecisionReport of(Policy policy, AccessRequest request, Duration limit) {
        return new DecisionReport(
                policy.tryOut(request, limit),
                policy.explain(request, limit).stream()
                        .map(entry -> new RuleRow(
                                entry.getKey().name(),
                                entry.getKey().effect().text(),
                                entry.getValue().applies(),
                                entry.getValue().applies()
                                        ? "applies"
                                        : entry.getValue().detail()))
                        .toList());
    }

    String text(int width) {
        String by = decision.rule().isEmpty() ? "" : " by " + decision.rule();
        StringBuilder text =
                new StringBuilder(Folded.of(decision.effect().text() + by + ": ", decision.reason(), width));
        text.append(Folded.of("policy ", decision.policy(), width));
        if (!rules.isEmpty()) {
            Table table = new Table("RULE", "EFFECT", "SAYS");
            rules.forEach(rule -> table.row(rule.name(), rule.effect(), rule.says()));
            text.append('\n').append(table.text(width));
        }
        return text.toString();
    }

    /** What a rule says. */
    record RuleRow(String name, String effect, boolean applies, String says) {}
}
