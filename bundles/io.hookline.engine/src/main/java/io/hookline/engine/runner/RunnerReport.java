package io.hookline.engine.runner;

/**
 * A runner as the engine knows it.
 *
 * @param name its name
 * @param implementation name of its class
 * @param installed whether hooks can name it; false for one whose name was taken when it came, which waits until the
 *     other leaves
 * @param hooks how many hooks are attached to it
 */
public record RunnerReport(String name, String implementation, boolean installed, int hooks) {}
