package io.hookline.plugin.recordcheck.internal;

import io.hookline.api.hook.HookAt;
import io.hookline.api.hook.HookContext;
import io.hookline.api.plugin.Plugin;
import io.hookline.records.hook.PreSaveHook;
import io.hookline.records.hook.RecordDraft;
import io.hookline.records.hook.RecordRefusedException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Strips the space around a record's title, and refuses records that break the configured rules. */
@Plugin(
        id = "recordcheck",
        version = "1.0.0",
        tags = {"data", "check"})
@Component(name = "io.hookline.plugin.recordcheck")
@HookAt(PreSaveHook.POINT)
@Designate(ocd = RecordCheckConfig.class)
public final class RecordCheckHook implements PreSaveHook {

    private static final Logger LOG = LoggerFactory.getLogger(RecordCheckHook.class);

    private volatile Rules rules;

    /**
     * Reads the rules.
     *
     * @throws IllegalArgumentException if the maximum length of a title is less than one
     */
    @Activate
    public RecordCheckHook(RecordCheckConfig config) {
        this.rules = Rules.of(config);
    }

    @Modified
    void modified(RecordCheckConfig config) {
        try {
            rules = Rules.of(config);
        } catch (IllegalArgumentException e) {
            LOG.error("the new configuration is refused, the old one stays: {}", e.getMessage());
        }
    }

    @Override
    public RecordDraft beforeSave(RecordDraft draft, HookContext context) throws RecordRefusedException {
        RecordDraft stripped = draft.withTitle(draft.title().strip());
        List<String> reasons = rules.violations(stripped);
        if (!reasons.isEmpty()) {
            throw new RecordRefusedException(reasons);
        }
        return stripped;
    }

    private record Rules(int maxTitleLength, List<String> requiredFields) {

        static Rules of(RecordCheckConfig config) {
            if (config.maxTitleLength() < 1) {
                throw new IllegalArgumentException("'maxTitleLength' of io.hookline.plugin.recordcheck has to be 1 or"
                        + " more, not " + config.maxTitleLength());
            }
            List<String> fields = Arrays.stream(
                            String.join(",", config.requiredFields()).split(","))
                    .map(String::strip)
                    .filter(name -> !name.isEmpty())
                    .toList();
            return new Rules(config.maxTitleLength(), fields);
        }

        List<String> violations(RecordDraft draft) {
            List<String> violations = new ArrayList<>();
            int length = draft.title().codePointCount(0, draft.title().length());
            if (length == 0) {
                violations.add("title is empty");
            } else if (length > maxTitleLength) {
                violations.add("title has " + length + " characters, at most " + maxTitleLength + " are allowed");
            }
            if (draft.title().chars().anyMatch(Character::isISOControl)) {
                violations.add("title has a line break or another control character");
            }
            for (String field : requiredFields) {
                if (draft.fields().getOrDefault(field, "").isBlank()) {
                    violations.add("field '" + field + "' is missing or empty");
                }
            }
            return violations;
        }
    }
}
