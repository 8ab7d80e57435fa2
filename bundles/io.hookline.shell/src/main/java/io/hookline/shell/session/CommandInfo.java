package io.hookline.shell.session;

/**
 * A command that can be run.
 *
 * @param name its name as it is typed; with its scope unless that is {@value
 *     io.hookline.shell.command.Command#DEFAULT_SCOPE}
 * @param summary what it does, in one sentence; empty if it cannot be described
 * @param bundle symbolic name of the bundle that brings it
 * @param version version of that bundle
 * @param builtIn whether it belongs to Hookline itself
 */
public record CommandInfo(String name, String summary, String bundle, String version, boolean builtIn) {}
