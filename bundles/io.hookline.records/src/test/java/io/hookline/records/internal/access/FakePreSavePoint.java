package io.hookline.records.internal.access;

import io.hookline.api.HookPoint;
import io.hookline.api.hook.HookContext;
import io.hookline.records.hook.PreSaveHook;
import io.hookline.records.hook.RecordDraft;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The point {@code db.pre-save} without a framework. */
public final class FakePreSavePoint implements HookPoint<PreSaveHook> {

    final List<PreSaveHook> hooks = new CopyOnWriteArrayList<>();

    @Override
    public String name() {
        return PreSaveHook.POINT;
    }

    @Override
    public PreSaveHook call() {
        return this::waterfall;
    }

    @Override
    public boolean isEmpty() {
        return hooks.isEmpty();
    }

    @Override
    public void change(io.hookline.api.PointSpec<PreSaveHook> spec) {}

    @Override
    public void close() {}

    private RecordDraft waterfall(RecordDraft draft, HookContext context) throws Exception {
        RecordDraft current = draft;
        for (PreSaveHook hook : hooks) {
            RecordDraft next = hook.beforeSave(current, context);
            current = next == null ? current : next;
        }
        return current;
    }
}
