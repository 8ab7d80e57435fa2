package io.hookline.core.internal.component;

import io.hookline.engine.Engine;
import io.hookline.engine.guard.GuardRule;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** The rules that are configured now. Safe for use by many threads. */
final class GuardRules {

    private final Engine engine;
    /** Guarded by itself. */
    private final Map<Object, GuardRule> rules = new LinkedHashMap<>();
    /** Guarded by the rules. */
    private final Map<Object, String> names = new HashMap<>();

    GuardRules(Engine engine) {
        this.engine = engine;
    }

    /**
     * Adds or replaces a rule.
     *
     * @param name the PID of its configuration
     */
    void put(Object owner, String name, GuardRule rule) {
        synchronized (rules) {
            rules.put(owner, rule);
            names.put(owner, name);
            engine.guard(List.copyOf(rules.values()));
        }
    }

    /** The hook or plugin that each rule is for, by the rule's name; without the rules for all. */
    Map<String, String> hooksByRule() {
        Map<String, String> hooks = new TreeMap<>();
        synchronized (rules) {
            rules.forEach((owner, rule) -> {
                if (!rule.hook().isEmpty()) {
                    hooks.put(Objects.requireNonNull(names.get(owner)), rule.hook());
                }
            });
        }
        return hooks;
    }

    void remove(Object owner) {
        synchronized (rules) {
            rules.remove(owner);
            names.remove(owner);
            engine.guard(List.copyOf(rules.values()));
        }
    }
}
