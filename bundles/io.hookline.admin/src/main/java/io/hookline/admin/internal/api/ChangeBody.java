package io.hookline.admin.internal.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A change that is asked for.
 *
 * @param action what to do
 * @param artifacts what is deployed: digests of uploads, {@code PLUGIN@VERSION}, addresses
 * @param plugins names of plugins, for the other actions
 * @param set number of the desired set to go back to
 * @param options what the operator allows
 * @param reason why, for the audit record
 */
record ChangeBody(
        @Nullable String action,
        @Nullable List<@Nullable String> artifacts,
        @Nullable List<@Nullable String> plugins,
        @Nullable Long set,
        @Nullable Options options,
        @Nullable String reason) {

    /** What the operator allows, and how a canary goes; each is the command's option of the same name. */
    record Options(
            @Nullable Boolean downgrade,
            @Nullable Boolean force,
            @Nullable List<@Nullable String> waive,
            @Nullable Long ready,
            @Nullable List<@Nullable String> set,
            @JsonProperty("withConfig") @Nullable Boolean withConfig,
            @Nullable Long weight,
            @Nullable List<@Nullable Long> steps,
            @Nullable String sticky,
            @Nullable String key,
            @Nullable Boolean manual,
            @Nullable Boolean shadow,
            @Nullable Long least,
            @Nullable Long longest) {

        /** None. */
        static final Options NONE =
                new Options(null, null, null, null, null, null, null, null, null, null, null, null, null, null);
    }
}
