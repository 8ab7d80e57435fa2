package io.hookline.engine.internal.live;

import io.hookline.engine.HookInfo;
import io.hookline.engine.HookSource;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A hook that comes from a test and counts how often it was fetched and given back. */
class FakeSource implements HookSource {

    final AtomicInteger fetched = new AtomicInteger();
    final AtomicInteger givenBack = new AtomicInteger();
    private final HookInfo info;
    private final Supplier<@Nullable Object> hook;

    FakeSource(HookInfo info, Object hook) {
        this(info, (Supplier<@Nullable Object>) () -> hook);
    }

    private FakeSource(HookInfo info, Supplier<@Nullable Object> hook) {
        this.info = info;
        this.hook = hook;
    }

    static FakeSource activatedBy(HookInfo info, Supplier<@Nullable Object> activation) {
        return new FakeSource(info, activation);
    }

    @Override
    public HookInfo info() {
        return info;
    }

    @Override
    public @Nullable Object get() {
        fetched.incrementAndGet();
        return hook.get();
    }

    @Override
    public void unget() {
        givenBack.incrementAndGet();
    }
}
