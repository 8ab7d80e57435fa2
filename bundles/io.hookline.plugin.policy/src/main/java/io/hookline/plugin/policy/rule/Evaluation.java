package io.hookline.plugin.policy.rule;

import io.hookline.plugin.policy.condition.Deadline;
import java.util.List;

/** What the rules look at while one request is decided on. Used by one thread. */
record Evaluation(String method, List<String> path, Subject subject, RequestVariables variables, Deadline deadline) {}
