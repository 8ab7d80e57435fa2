package io.hookline.plugin.policy.rule;

import io.hookline.plugin.policy.json.Place;

/**
 * The result of one test of a policy.
 *
 * @param name the test's name
 * @param place where it stands
 * @param passed whether the decision was the expected one
 * @param detail the decision, and what was expected if it differs
 */
public record TestResult(String name, Place place, boolean passed, String detail) {}
