package io.hookline.plugin.ssh.internal;

import io.hookline.shell.command.Role;

/** Who a key belongs to, and what they may do. */
record Person(String name, Role role) {}
