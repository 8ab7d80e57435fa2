package io.hookline.engine.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hookline.api.hook.ContextKey;
import io.hookline.api.hook.HookContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ContextValuesTest {

    private static final ContextKey<String> TEXT = ContextKey.of("text", String.class);
    private static final ContextKey<Long> NUMBER = ContextKey.of("number", Long.class);
    private static final ContextKey<Thread> OWN = ContextKey.of("own", Thread.class);

    @SuppressWarnings("rawtypes")
    private static final ContextKey<List> LIST = ContextKey.of("list", List.class);

    private final HookContext context =
            HookContext.builder().callId("call-1").timeout(Duration.ofHours(1)).build();

    @Test
    void aCopyHasIdDeadlineAndPlainAttributes() {
        context.put(TEXT, "a");
        context.put(NUMBER, 5L);
        context.put(OWN, Thread.currentThread());
        context.put(LIST, List.of("x", 1, List.of(true)));
        HookContext copy = ContextValues.decode(ContextValues.encode(context));
        assertThat(copy.callId()).isEqualTo("call-1");
        assertThat(copy.remaining().orElseThrow()).isBetween(Duration.ofMinutes(1), Duration.ofHours(1));
        assertThat(copy.get(TEXT)).isEqualTo("a");
        assertThat(copy.get(NUMBER)).isEqualTo(5L);
        assertThat(copy.get(OWN)).isNull();
        assertThat((Object) copy.get(LIST)).isEqualTo(List.of("x", 1, List.of(true)));
        assertThat(context.attributes()).containsOnlyKeys(TEXT, NUMBER, OWN, LIST);
    }

    @Test
    void onlyWhatACopyHasChangedIsAppliedAndOnlyOnce() {
        context.put(TEXT, "a");
        context.put(LIST, List.of());
        HookContext copy = ContextValues.decode(ContextValues.encode(context));
        assertThat(ContextValues.encodeChanges(copy)).isNull();
        copy.put(NUMBER, 7L);
        copy.remove(TEXT);
        context.put(LIST, List.of("set by another hook"));
        Object changes = ContextValues.encodeChanges(copy);
        ContextValues.applyChanges(changes, context);
        assertThat(context.get(NUMBER)).isEqualTo(7L);
        assertThat(context.get(TEXT)).isNull();
        assertThat((Object) context.get(LIST)).isEqualTo(List.of("set by another hook"));
        assertThat(ContextValues.encodeChanges(copy)).isNull();
    }

    @Test
    @SuppressWarnings("unchecked")
    void aListThatWasChangedInPlaceIsAChange() {
        context.put(LIST, new ArrayList<>(List.of("a")));
        HookContext copy = ContextValues.decode(ContextValues.encode(context));
        copy.get(LIST).add("b");
        ContextValues.applyChanges(ContextValues.encodeChanges(copy), context);
        assertThat((Object) context.get(LIST)).isEqualTo(List.of("a", "b"));
    }

    @Test
    void aCopyFollowsTheOriginal() {
        context.put(TEXT, "a");
        HookContext copy = ContextValues.decode(ContextValues.encode(context));
        context.remove(TEXT);
        context.put(NUMBER, 1L);
        ContextValues.applyChanges(ContextValues.encodeChanges(context), copy);
        assertThat(copy.get(TEXT)).isNull();
        assertThat(copy.get(NUMBER)).isEqualTo(1L);
        assertThat(ContextValues.encodeChanges(copy)).isNull();
    }

    @Test
    void whatIsNoContextIsRefused() {
        assertThatThrownBy(() -> ContextValues.decode("x")).isInstanceOf(CodecException.class);
        assertThatThrownBy(
                        () -> ContextValues.applyChanges(Map.of("attributes", List.of(List.of("text", 0, 5))), context))
                .hasMessageContaining("text is no String");
        assertThatThrownBy(() ->
                        ContextValues.applyChanges(Map.of("attributes", List.of(List.of("text", 99, "x"))), context))
                .isInstanceOf(CodecException.class);
    }
}
