package io.hookline.shell.session;

import org.osgi.annotation.versioning.ProviderType;

/**
 * The audit record, for ways in other than the admin API, which records its calls itself. Safe for use by many threads.
 */
@ProviderType
public interface CommandRecord {

    /**
     * Records a call that changed something, or was to, or was refused for its role. Called ahead of the answer, by the
     * thread that has run the command. A call that cannot be written goes to the log.
     *
     * @param request what was run; values that may be secrets are masked
     * @param address where the caller is
     * @param reason why, in the caller's words; empty if they gave none
     * @param status how it ended
     */
    void add(CommandRequest request, String address, String reason, CommandAnswer.Status status);
}
