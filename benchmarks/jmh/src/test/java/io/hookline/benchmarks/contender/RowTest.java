package io.hookline.benchmarks.contender;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.hookline.benchmarks.hook.HookEvent;
import io.hookline.benchmarks.hook.Workload;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** No contender omits work: each call runs every hook once, in order. */
class RowTest {

    @ParameterizedTest
    @MethodSource("chains")
    void oneCallRunsEveryHookOnceInOrder(Row row, Workload workload, int length) {
        List<Integer> expected = IntStream.rangeClosed(1, length).boxed().toList();
        try (Contender contender = row.start(workload, length)) {
            Contender here = contender.onThisThread();
            for (int call = 1; call <= 3; call++) {
                NotingEvent event = new NotingEvent();
                here.call(event);
                if (row.isOrdered()) {
                    assertThat(event.amounts).as("call %d", call).isEqualTo(expected);
                } else {
                    assertThat(event.amounts).as("call %d", call).containsExactlyInAnyOrderElementsOf(expected);
                }
            }
            if (here != contender) {
                here.close();
            }
        }
    }

    static Stream<Arguments> chains() {
        Stream<Arguments> usual = Stream.of(Row.values())
                .filter(row -> !row.isLong())
                .flatMap(row -> Stream.of(Workload.values()).flatMap(workload -> Row.LENGTHS.stream()
                        .filter(row::supports)
                        .map(length -> arguments(row, workload, length))));
        // Such a row takes seconds to start, so one chain of it stands for all.
        Stream<Arguments> hundred =
                Stream.of(Row.DIRECT, Row.HOOKLINE_CHANGED_LONG).map(row -> arguments(row, Workload.TRIVIAL, 100));
        return Stream.concat(usual, hundred);
    }

    /**
     * An event that records what is added to it: the hook at index i adds i + 1. EventAdmin with its timeout adds on
     * several threads at once.
     */
    private static final class NotingEvent extends HookEvent {

        private final List<Integer> amounts = Collections.synchronizedList(new ArrayList<>());

        @Override
        public void add(int amount) {
            amounts.add(amount);
        }
    }
}
