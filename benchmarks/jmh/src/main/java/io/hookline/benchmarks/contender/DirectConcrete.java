package io.hookline.benchmarks.contender;

import io.hookline.benchmarks.hook.EventHook;
import io.hookline.benchmarks.hook.HookEvent;
import io.hookline.benchmarks.hook.SmallHooks;
import io.hookline.benchmarks.hook.TrivialHooks;
import io.hookline.benchmarks.hook.Workload;
import java.util.List;

/** Hand-written calls of eight hooks, one statement for each, through final fields of each hook's own class. */
final class DirectConcrete {

    private DirectConcrete() {}

    static Contender of(Workload workload, List<? extends EventHook> hooks) {
        return switch (workload) {
            case TRIVIAL -> new Trivial(hooks);
            case SMALL -> new Small(hooks);
        };
    }

    private static final class Trivial implements Contender {

        private final TrivialHooks.Hook1 hook0;
        private final TrivialHooks.Hook2 hook1;
        private final TrivialHooks.Hook3 hook2;
        private final TrivialHooks.Hook4 hook3;
        private final TrivialHooks.Hook5 hook4;
        private final TrivialHooks.Hook6 hook5;
        private final TrivialHooks.Hook7 hook6;
        private final TrivialHooks.Hook8 hook7;

        Trivial(List<? extends EventHook> hooks) {
            hook0 = (TrivialHooks.Hook1) hooks.get(0);
            hook1 = (TrivialHooks.Hook2) hooks.get(1);
            hook2 = (TrivialHooks.Hook3) hooks.get(2);
            hook3 = (TrivialHooks.Hook4) hooks.get(3);
            hook4 = (TrivialHooks.Hook5) hooks.get(4);
            hook5 = (TrivialHooks.Hook6) hooks.get(5);
            hook6 = (TrivialHooks.Hook7) hooks.get(6);
            hook7 = (TrivialHooks.Hook8) hooks.get(7);
        }

        @Override
        public void call(HookEvent event) {
            hook0.on(event);
            hook1.on(event);
            hook2.on(event);
            hook3.on(event);
            hook4.on(event);
            hook5.on(event);
            hook6.on(event);
            hook7.on(event);
        }
    }

    private static final class Small implements Contender {

        private final SmallHooks.Hook1 hook0;
        private final SmallHooks.Hook2 hook1;
        private final SmallHooks.Hook3 hook2;
        private final SmallHooks.Hook4 hook3;
        private final SmallHooks.Hook5 hook4;
        private final SmallHooks.Hook6 hook5;
        private final SmallHooks.Hook7 hook6;
        private final SmallHooks.Hook8 hook7;

        Small(List<? extends EventHook> hooks) {
            hook0 = (SmallHooks.Hook1) hooks.get(0);
            hook1 = (SmallHooks.Hook2) hooks.get(1);
            hook2 = (SmallHooks.Hook3) hooks.get(2);
            hook3 = (SmallHooks.Hook4) hooks.get(3);
            hook4 = (SmallHooks.Hook5) hooks.get(4);
            hook5 = (SmallHooks.Hook6) hooks.get(5);
            hook6 = (SmallHooks.Hook7) hooks.get(6);
            hook7 = (SmallHooks.Hook8) hooks.get(7);
        }

        @Override
        public void call(HookEvent event) {
            hook0.on(event);
            hook1.on(event);
            hook2.on(event);
            hook3.on(event);
            hook4.on(event);
            hook5.on(event);
            hook6.on(event);
            hook7.on(event);
        }
    }
}
