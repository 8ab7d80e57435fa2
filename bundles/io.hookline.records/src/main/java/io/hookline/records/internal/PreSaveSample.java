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
 * Sample calls of {@code db.pre-save}; nothing is saved. The option {@code title} is the title of the record, all other
 * options are its fields.
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
