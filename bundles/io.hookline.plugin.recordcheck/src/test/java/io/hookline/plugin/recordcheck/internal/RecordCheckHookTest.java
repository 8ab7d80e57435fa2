package io.hookline.plugin.recordcheck.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hookline.api.hook.HookContext;
import io.hookline.records.hook.RecordDraft;
import io.hookline.records.hook.RecordRefusedException;
import java.lang.annotation.Annotation;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RecordCheckHookTest {

    private final RecordCheckHook hook = new RecordCheckHook(new Rules(10, "owner, team"));

    @Test
    void aGoodRecordPassesWithItsTitleStripped() throws Exception {
        RecordDraft saved = hook.beforeSave(
                new RecordDraft("  a title ", Map.of("owner", "alice", "team", "x")), HookContext.create());
        assertThat(saved.title()).isEqualTo("a title");
    }

    @Test
    void allViolationsAreReportedAtOnce() {
        assertThatThrownBy(() -> hook.beforeSave(
                        new RecordDraft("much too long\nand broken", Map.of("owner", " ")), HookContext.create()))
                .isInstanceOfSatisfying(RecordRefusedException.class, refused -> assertThat(refused.reasons())
                        .containsExactly(
                                "title has 24 characters, at most 10 are allowed",
                                "title has a line break or another control character",
                                "field 'owner' is missing or empty",
                                "field 'team' is missing or empty"));
    }

    @Test
    void charactersBeyondTheBasicPlaneCountOnce() throws Exception {
        String title = "\uD83D\uDE00".repeat(10);
        RecordDraft saved =
                hook.beforeSave(new RecordDraft(title, Map.of("owner", "alice", "team", "x")), HookContext.create());
        assertThat(saved.title()).isEqualTo(title);
    }

    @Test
    void anEmptyTitleIsRefused() {
        RecordCheckHook free = new RecordCheckHook(new Rules(10, ""));
        assertThatThrownBy(() -> free.beforeSave(new RecordDraft("   ", Map.of()), HookContext.create()))
                .hasMessage("title is empty");
    }

    @Test
    void anInvalidChangeKeepsTheOldRules() {
        hook.modified(new Rules(0, ""));
        assertThatThrownBy(() -> hook.beforeSave(new RecordDraft("ok", Map.of()), HookContext.create()))
                .hasMessageContaining("owner");
    }

    private record Rules(int maxTitleLength, String fields) implements RecordCheckConfig {

        @Override
        public String[] requiredFields() {
            return new String[] {fields};
        }

        @Override
        public Class<? extends Annotation> annotationType() {
            return RecordCheckConfig.class;
        }
    }
}
