package io.hookline.engine.internal.chain;

import java.util.ArrayList;
import java.util.List;

/**
 * The chains of one point that calls may reach. Their counts are part of those of their hooks; the counts of a chain
 * that closes are added to its hooks' own. Safe for use by many threads.
 */
public final class OpenChains {

    private final List<LinkedChain> open = new ArrayList<>();
    private List<ChainEntry> latest = List.of();

    /** Of a point without chains. */
    public OpenChains() {}

    /** A chain will be called. */
    @SuppressWarnings("ReferenceEquality") // A hook that the latest chain has too is the very same entry.
    synchronized void add(LinkedChain chain) {
        open.add(chain);
        // Only the hooks between those that the latest chain begins and ends with are new.
        List<ChainEntry> now = chain.all();
        List<ChainEntry> before = latest;
        latest = now;
        int front = 0;
        while (front < now.size() && front < before.size() && now.get(front) == before.get(front)) {
            front++;
        }
        int end = now.size();
        int beforeEnd = before.size();
        while (end > front && beforeEnd > front && now.get(end - 1) == before.get(beforeEnd - 1)) {
            end--;
            beforeEnd--;
        }
        for (ChainEntry hook : now.subList(front, end)) {
            hook.record().joined(this);
        }
    }

    /** A chain is not called any more. */
    synchronized void close(LinkedChain chain) {
        if (open.remove(chain)) {
            chain.addUpCalls();
        }
    }

    /** Whether a chain is among them. */
    synchronized boolean has(LinkedChain chain) {
        return open.contains(chain);
    }

    /** How often these chains have called a hook, and those before them. */
    synchronized long calls(HookRecord record) {
        return record.callsOfPastChains() + callsOfOpen(record);
    }

    /** How often these chains have called a hook. */
    synchronized long callsOfOpen(HookRecord record) {
        long sum = 0;
        for (LinkedChain chain : open) {
            sum += chain.calls(record);
        }
        return sum;
    }

    /** How many calls are in those of these chains that hold a hook. */
    synchronized long inFlight(HookRecord record) {
        long sum = 0;
        for (LinkedChain chain : open) {
            if (chain.holds(record)) {
                sum += chain.inFlight();
            }
        }
        return sum;
    }
}
