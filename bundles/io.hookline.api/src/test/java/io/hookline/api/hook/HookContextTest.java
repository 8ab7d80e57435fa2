package io.hookline.api.hook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class HookContextTest {

    private static final ContextKey<Integer> COUNT = ContextKey.of("count", Integer.class);

    @Test
    void attributesAreTypedAndSharedByEqualKeys() {
        HookContext context = HookContext.create();
        assertThat(context.get(COUNT)).isNull();
        assertThat(context.put(COUNT, 1)).isNull();
        assertThat(context.put(ContextKey.of("count", Integer.class), 2)).isEqualTo(1);
        assertThat(context.get(COUNT)).isEqualTo(2);
        assertThat(context.get(ContextKey.of("count", Long.class))).isNull();
        assertThat(context.remove(COUNT)).isEqualTo(2);
        assertThat(context.get(COUNT)).isNull();
    }

    @Test
    @SuppressWarnings({"unchecked", "rawtypes"})
    void aValueOfAnotherTypeIsRefused() {
        HookContext context = HookContext.create();
        assertThatThrownBy(() -> context.put((ContextKey) COUNT, "text")).isInstanceOf(ClassCastException.class);
        assertThat(context.get(COUNT)).isNull();
    }

    @Test
    void theDeadlineRunsByTheInjectedClock() {
        AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 10);
        HookContext context = HookContext.builder()
                .timeout(Duration.ofNanos(100))
                .nanoClock(nanos::get)
                .build();
        assertThat(context.remaining()).contains(Duration.ofNanos(100));
        context.checkActive();
        nanos.addAndGet(100);
        assertThat(context.isExpired()).isTrue();
        assertThat(context.remaining()).contains(Duration.ZERO);
        assertThatThrownBy(context::checkActive)
                .isInstanceOf(CancellationException.class)
                .hasMessageContaining("deadline");
    }

    @Test
    void withoutADeadlineNothingExpires() {
        HookContext context = HookContext.create();
        assertThat(context.remaining()).isEmpty();
        assertThat(context.isExpired()).isFalse();
    }

    @Test
    void cancellationRunsOnceAndAlsoForActionsRegisteredLater() {
        HookContext context = HookContext.create();
        List<String> told = new ArrayList<>();
        context.onCancel(() -> told.add("early"));
        context.cancel("client gone");
        context.cancel("again");
        context.onCancel(() -> told.add("late"));
        assertThat(told).containsExactly("early", "late");
        assertThat(context.isCancelled()).isTrue();
        assertThatThrownBy(context::checkActive).hasMessageContaining("client gone");
    }

    @Test
    void anActionThatFailsDoesNotStopTheOthers() {
        HookContext context = HookContext.create();
        List<String> told = new ArrayList<>();
        context.onCancel(() -> {
            throw new IllegalStateException("first");
        });
        context.onCancel(() -> told.add("second"));
        assertThatThrownBy(() -> context.cancel("test")).hasMessage("first");
        assertThat(told).containsExactly("second");
    }

    @Test
    void callIdsAreGeneratedOrTakenOverIfTheyAreValid() {
        assertThat(HookContext.create().callId())
                .isNotEqualTo(HookContext.create().callId());
        assertThat(HookContext.builder().callId("a-1").build().callId()).isEqualTo("a-1");
        for (String bad : List.of("", "a b", "a\nb", "\u00e9", "x".repeat(129))) {
            assertThatThrownBy(() -> HookContext.builder().callId(bad)).isInstanceOf(IllegalArgumentException.class);
        }
    }
}
