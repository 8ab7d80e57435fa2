package io.hookline.core.internal.component;

import io.hookline.api.runtime.GuardStatus;
import io.hookline.common.text.NearestNames;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Finds the guard rules for hooks that do not exist: a misspelt name would leave the hook to weaker rules. */
final class UnmatchedRules {

    private UnmatchedRules() {}

    /**
     * The rules that match no hook, each as a sentence.
     *
     * @param hooksByRule the hook or plugin that each rule is for, by the rule's name
     * @param guards the guards of all hooks in chains
     */
    static List<String> of(Map<String, String> hooksByRule, List<GuardStatus> guards) {
        Set<String> names = new TreeSet<>();
        for (GuardStatus guard : guards) {
            names.add(guard.name());
            names.add(guard.plugin());
        }
        NearestNames known = new NearestNames(names);
        return hooksByRule.entrySet().stream()
                .filter(rule -> !names.contains(rule.getValue()))
                .map(rule -> "The rule " + rule.getKey() + " guards nothing: no hook or plugin in a chain is named "
                        + rule.getValue() + "."
                        + known.resolve(rule.getValue())
                                .or(() -> known.nearest(rule.getValue()))
                                .map(name -> " Did you mean hook = " + name + "?")
                                .orElse(""))
                .toList();
    }
}
