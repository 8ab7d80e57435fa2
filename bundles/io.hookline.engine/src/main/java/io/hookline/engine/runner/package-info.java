/**
 * Runners of hooks: what a bundle implements to add one, and what the engine provides to it.
 *
 * <p>{@link io.hookline.engine.runner.HookRunner} and {@link io.hookline.engine.runner.HookAttachment} are what a
 * runner implements, {@link io.hookline.engine.runner.CodecProvider} and {@link io.hookline.engine.runner.Codec} what
 * turns calls of a contract into plain values for runners whose hooks do not live in this JVM's heap.
 */
@Export
@Version("1.0.0")
@NullMarked
package io.hookline.engine.runner;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
