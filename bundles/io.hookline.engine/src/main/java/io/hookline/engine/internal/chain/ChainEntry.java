package io.hookline.engine.internal.chain;

import io.hookline.api.PointSpec;
import io.hookline.engine.HookInfo;

/**
 * A hook as a chain holds it.
 *
 * @param info what its service says about it
 * @param service the hook itself
 * @param record its counts, shared by all chains it stands in
 * @param callee what the chain calls: the hook itself, or what guards it
 */
public record ChainEntry(HookInfo info, Object service, HookRecord record, Object callee) {

    /** A hook that is called itself. */
    public ChainEntry(HookInfo info, Object service, HookRecord record) {
        this(info, service, record, service);
    }

    /** The same hook behind what guards it at a point. */
    public ChainEntry guardedAt(PointSpec<?> spec) {
        Object guarded = record.guard().callee(spec, this);
        return guarded == callee ? this : new ChainEntry(info, service, record, guarded);
    }
}
