package io.hookline.records.internal;

import io.hookline.api.CallSample;
import io.hookline.api.HookPoint;
import io.hookline.api.hook.HookContext;
import io.hookline.records.hook.PreSaveHook;
import io.hookline.records.hook.RecordDraft;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;

/**
 * Sample calls of {@code db.pre-save}, after which nothing is saved: a record with the title that is given as {@code title}, and
 * with what else is given as its fields.
 */
final class PreSaveSample implements CallSample {

    private static final String TITLE = "title";

    private final HookPoint<PreSaveHook> preSave;

    PreSaveSample(HookPoint<PreSaveHook> preSave) {
        this.preSave = preSave;
    }

    @Override
    public Callable<String> prepare(Map<String, String> given) {
        Map<String, String> fields = new LinkedHashMap<>(given);
        String title = fields.remove(TITLE);
        RecordDraft draft = new RecordDraft(title == null ? "a sample" : title, fields);
        return () -> {
            RecordDraft left = preSave.call().beforeSave(draft, HookContext.create());
            return left == null || left.equals(draft) ? "left as it is" : "changed";
        };
    }
}
