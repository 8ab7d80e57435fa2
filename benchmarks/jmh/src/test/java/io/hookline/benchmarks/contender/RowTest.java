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
        return Stream.of(Row.values()).flatMap(row -> Stream.of(Workload.values())
                .flatMap(workload -> Stream.concat(Row.LENGTHS.stream(), Row.LONG_LENGTHS.stream())
                        .distinct()
                        .filter(length -> row.supports(length) && (length <= 32 || row.isLong() || row == Row.DIRECT))
                        .map(length -> arguments(row, workload, length))));
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
