package io.hookline.benchmarks.contender;

import io.hookline.benchmarks.hook.BenchmarkedHook;
import io.hookline.benchmarks.hook.Cursor;
import io.hookline.benchmarks.hook.HookEvent;
import java.util.List;

/**
 * Creates a cursor over a volatile array, as a servlet container creates a FilterChain; each hook calls the next
 * through it.
 */
final class CursorChain implements Contender {

    private volatile BenchmarkedHook[] hooks;

    CursorChain(List<BenchmarkedHook> hooks) {
        this.hooks = hooks.toArray(BenchmarkedHook[]::new);
    }

    @Override
    public void call(HookEvent event) {
        new ArrayCursor(hooks).next(event);
    }

    private static final class ArrayCursor implements Cursor {

        private final BenchmarkedHook[] hooks;
        private int at;

        ArrayCursor(BenchmarkedHook[] hooks) {
            this.hooks = hooks;
        }

        @Override
        public void next(HookEvent event) {
            if (at < hooks.length) {
                hooks[at++].filter(event, this);
            }
        }
    }
}
