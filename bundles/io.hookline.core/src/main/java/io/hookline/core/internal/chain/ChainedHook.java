package io.hookline.core.internal.chain;

import io.hookline.core.internal.order.HookInfo;

/**
 * A hook as a chain holds it.
 *
 * @param info what its service says about it
 * @param service the hook itself
 * @param record its counts, shared by all chains it stands in
 */
public record ChainedHook(HookInfo info, Object service, HookRecord record) {}
