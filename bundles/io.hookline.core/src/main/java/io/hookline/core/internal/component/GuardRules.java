package io.hookline.core.internal.component;

import io.hookline.core.internal.guard.GuardRule;
import io.hookline.core.internal.guard.Guards;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The rules that are configured now. Safe for use by many threads. */
final class GuardRules {

    private final Guards guards;
    /** Guarded by itself. */
    private final Map<Object, GuardRule> rules = new LinkedHashMap<>();

    GuardRules(Guards guards) {
        this.guards = guards;
    }

    void put(Object owner, GuardRule rule) {
        synchronized (rules) {
            rules.put(owner, rule);
            guards.follow(List.copyOf(rules.values()));
        }
    }

    void remove(Object owner) {
        synchronized (rules) {
            rules.remove(owner);
            guards.follow(List.copyOf(rules.values()));
        }
    }
}
