package io.hookline.benchmarks.contender;

import io.hookline.benchmarks.hook.EventHook;
import io.hookline.benchmarks.hook.HookEvent;
import java.util.List;

/** Hand-written calls, one statement for each hook, through final fields of the interface's type. */
final class Direct {

    private Direct() {}

    static Contender of(List<? extends EventHook> hooks) {
        return switch (hooks.size()) {
            case 0 -> new Direct0();
            case 1 -> new Direct1(hooks);
            case 4 -> new Direct4(hooks);
            case 8 -> new Direct8(hooks);
            case 32 -> new Direct32(hooks);
            case 100 -> new Direct100(hooks);
            default ->
                throw new IllegalArgumentException("there are no hand-written calls of " + hooks.size() + " hooks");
        };
    }

    private static final class Direct0 implements Contender {

        @Override
        public void call(HookEvent event) {}
    }

    private static final class Direct1 implements Contender {

        private final EventHook hook0;

        Direct1(List<? extends EventHook> hooks) {
            hook0 = hooks.get(0);
        }

        @Override
        public void call(HookEvent event) {
            hook0.on(event);
        }
    }

    private static final class Direct4 implements Contender {

        private final EventHook hook0;
        private final EventHook hook1;
        private final EventHook hook2;
        private final EventHook hook3;

        Direct4(List<? extends EventHook> hooks) {
            hook0 = hooks.get(0);
            hook1 = hooks.get(1);
            hook2 = hooks.get(2);
            hook3 = hooks.get(3);
        }

        @Override
        public void call(HookEvent event) {
            hook0.on(event);
            hook1.on(event);
            hook2.on(event);
            hook3.on(event);
        }
    }

    private static final class Direct8 implements Contender {

        private final EventHook hook0;
        private final EventHook hook1;
        private final EventHook hook2;
        private final EventHook hook3;
        private final EventHook hook4;
        private final EventHook hook5;
        private final EventHook hook6;
        private final EventHook hook7;

        Direct8(List<? extends EventHook> hooks) {
            hook0 = hooks.get(0);
            hook1 = hooks.get(1);
            hook2 = hooks.get(2);
            hook3 = hooks.get(3);
            hook4 = hooks.get(4);
            hook5 = hooks.get(5);
            hook6 = hooks.get(6);
            hook7 = hooks.get(7);
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

    private static final class Direct32 implements Contender {

        private final EventHook hook0;
        private final EventHook hook1;
        private final EventHook hook2;
        private final EventHook hook3;
        private final EventHook hook4;
        private final EventHook hook5;
        private final EventHook hook6;
        private final EventHook hook7;
        private final EventHook hook8;
        private final EventHook hook9;
        private final EventHook hook10;
        private final EventHook hook11;
        private final EventHook hook12;
        private final EventHook hook13;
        private final EventHook hook14;
        private final EventHook hook15;
        private final EventHook hook16;
        private final EventHook hook17;
        private final EventHook hook18;
        private final EventHook hook19;
        private final EventHook hook20;
        private final EventHook hook21;
        private final EventHook hook22;
        private final EventHook hook23;
        private final EventHook hook24;
        private final EventHook hook25;
        private final EventHook hook26;
        private final EventHook hook27;
        private final EventHook hook28;
        private final EventHook hook29;
        private final EventHook hook30;
        private final EventHook hook31;

        Direct32(List<? extends EventHook> hooks) {
            hook0 = hooks.get(0);
            hook1 = hooks.get(1);
            hook2 = hooks.get(2);
            hook3 = hooks.get(3);
            hook4 = hooks.get(4);
            hook5 = hooks.get(5);
            hook6 = hooks.get(6);
            hook7 = hooks.get(7);
            hook8 = hooks.get(8);
            hook9 = hooks.get(9);
            hook10 = hooks.get(10);
            hook11 = hooks.get(11);
            hook12 = hooks.get(12);
            hook13 = hooks.get(13);
            hook14 = hooks.get(14);
            hook15 = hooks.get(15);
            hook16 = hooks.get(16);
            hook17 = hooks.get(17);
            hook18 = hooks.get(18);
            hook19 = hooks.get(19);
            hook20 = hooks.get(20);
            hook21 = hooks.get(21);
            hook22 = hooks.get(22);
            hook23 = hooks.get(23);
            hook24 = hooks.get(24);
            hook25 = hooks.get(25);
            hook26 = hooks.get(26);
            hook27 = hooks.get(27);
            hook28 = hooks.get(28);
            hook29 = hooks.get(29);
            hook30 = hooks.get(30);
            hook31 = hooks.get(31);
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
            hook8.on(event);
            hook9.on(event);
            hook10.on(event);
            hook11.on(event);
            hook12.on(event);
            hook13.on(event);
            hook14.on(event);
            hook15.on(event);
            hook16.on(event);
            hook17.on(event);
            hook18.on(event);
            hook19.on(event);
            hook20.on(event);
            hook21.on(event);
            hook22.on(event);
            hook23.on(event);
            hook24.on(event);
            hook25.on(event);
            hook26.on(event);
            hook27.on(event);
            hook28.on(event);
            hook29.on(event);
            hook30.on(event);
            hook31.on(event);
        }
    }

    /** Three times thirty-two and four: a class of a hundred fields would only be longer. */
    private static final class Direct100 implements Contender {

        private final Direct32 first;
        private final Direct32 second;
        private final Direct32 third;
        private final Direct4 last;

        Direct100(List<? extends EventHook> hooks) {
            first = new Direct32(hooks.subList(0, 32));
            second = new Direct32(hooks.subList(32, 64));
            third = new Direct32(hooks.subList(64, 96));
            last = new Direct4(hooks.subList(96, 100));
        }

        @Override
        public void call(HookEvent event) {
            first.call(event);
            second.call(event);
            third.call(event);
            last.call(event);
        }
    }
}
