package io.hookline.records.hook;

import io.hookline.api.hook.Compose;
import io.hookline.api.hook.Composition;
import io.hookline.api.hook.HookContext;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Sees every record before it is written, and may change or refuse it.
 *
 * <p>Called on a worker thread, before the transaction begins; it may block. Each hook gets the record as the
 * previous one left it. An exception fails the save, and nothing is written.
 */
@ConsumerType
public interface PreSaveHook {

    /** The name of the point. */
    String POINT = "db.pre-save";

    /**
     * Looks at a record about to be written.
     *
     * @return the record to write instead, or null to leave it as it is
     * @throws RecordRefusedException refuses the record; the client gets 422 and the reasons
     * @throws Exception fails the save with status 500
     */
    @Compose(Composition.WATERFALL)
    @Nullable
    RecordDraft beforeSave(RecordDraft draft, HookContext context) throws Exception;
}
