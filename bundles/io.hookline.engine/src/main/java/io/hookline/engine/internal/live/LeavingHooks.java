package io.hookline.engine.internal.live;

import io.hookline.engine.HookInfo;
import io.hookline.engine.HookSource;
import io.hookline.engine.internal.chain.HookRecord;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** Hooks that leave their chains, whose services are given back once their calls have ended. Used by one thread. */
final class LeavingHooks {

    private final List<Leaving> all = new ArrayList<>();

    /** Takes the service away from a hook, if it was fetched; under the live set's lock. */
    void take(HookEntry entry) {
        HookRecord record = entry.deactivate();
        if (record != null) {
            all.add(new Leaving(entry.info(), entry.source(), record));
        }
    }

    /**
     * Waits until no call is in them, at most for the drain timeout, and gives the services back. Called without the
     * lock.
     */
    void letGo(Drains drains) {
        HookRecord last = all.stream()
                .map(Leaving::record)
                .max(Comparator.comparingLong(HookRecord::leftAt))
                .orElse(null);
        if (last != null && last.leftAt() > 0) {
            String names = all.stream().map(hook -> hook.info().label()).collect(Collectors.joining(", "));
            drains.await(names, last.leftAt(), last.leftAtNanos());
        }
        for (Leaving hook : all) {
            hook.record().withdraw();
            hook.source().unget();
        }
    }

    private record Leaving(HookInfo info, HookSource source, HookRecord record) {}
}
