package io.hookline.engine.internal.chain;

import io.hookline.engine.HookInfo;

/**
 * A hook as a chain holds it.
 *
 * @param info the description of its service
 * @param service the hook itself
 * @param record its counts, shared by all chains that hold it
 * @param target what the chain calls: the hook itself, or what runs or guards it
 * @param nonBlocking whether calls of the target never block the calling thread
 */
public record ChainEntry(HookInfo info, Object service, HookRecord record, Object target, boolean nonBlocking) {

    /** A hook that is called itself and may block. */
    public ChainEntry(HookInfo info, Object service, HookRecord record) {
        this(info, service, record, service, false);
    }
}
