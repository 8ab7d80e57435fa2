package io.hookline.core.internal.component;

import io.hookline.engine.Engine;
import io.hookline.engine.guard.GuardRule;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The rules that are configured now. Safe for use by many threads. */
final class GuardRules {

    private final Engine engine;
    /** Guarded by itself. */
    private final Map<Object, GuardRule> rules = new LinkedHashMap<>();

    GuardRules(Engine engine) {
        this.engine = engine;
    }

    void put(Object owner, GuardRule rule) {
        synchronized (rules) {
            rules.put(owner, rule);
            engine.guard(List.copyOf(rules.values()));
        }
    }

    void remove(Object owner) {
        synchronized (rules) {
            rules.remove(owner);
            engine.guard(List.copyOf(rules.values()));
        }
    }
}
