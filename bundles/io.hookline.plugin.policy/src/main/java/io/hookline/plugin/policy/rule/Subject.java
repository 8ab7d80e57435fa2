package io.hookline.plugin.policy.rule;

import java.util.Set;

/**
 * What a client may be taken for.
 *
 * @param roles its roles, those that they include among them
 * @param permissions the permissions of these roles
 */
record Subject(Set<String> roles, Set<String> permissions) {}
