package io.hookline.plugin.colour.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TraceStateTest {

    @Test
    void fieldsAreJoinedInOrder() {
        assertThat(TraceState.of(List.of("congo=t61rcWkgMzE , rojo=00f0", "", "fw529a3039@dt=FfAg==")))
                .isNull();
        assertThat(TraceState.of(List.of("congo=t61rcWkgMzE , rojo=00f0", "", "fw529a3039@dt=FfAg")))
                .isEqualTo("congo=t61rcWkgMzE,rojo=00f0,fw529a3039@dt=FfAg");
        assertThat(TraceState.of(List.of())).isNull();
        assertThat(TraceState.of(List.of(" , "))).isNull();
    }

    @Test
    void oneInvalidMemberSpoilsTheList() {
        for (String invalid :
                List.of("novalue", "=x", "Upper=1", "9x=1", "a=b=c", "a=", "a@b@c=1", "a=1,a=2", "a=\u00e9")) {
            assertThat(TraceState.of(List.of("good=1," + invalid))).as(invalid).isNull();
        }
    }

    @Test
    void thirtyTwoMembersAreTheMost() {
        assertThat(TraceState.of(List.of(members(32)))).isNotNull();
        assertThat(TraceState.of(List.of(members(33)))).isNull();
    }

    @Test
    void longMembersGoFirstThenTheLastOnes() {
        String big = "big=" + "x".repeat(200);
        String kept = IntStream.range(0, 4)
                .mapToObj(i -> "k" + i + "=" + "y".repeat(100))
                .collect(Collectors.joining(","));
        assertThat(TraceState.of(List.of(big + "," + kept))).isEqualTo(kept);
        String more = kept + ",k4=" + "y".repeat(100);
        assertThat(TraceState.of(List.of(more))).isEqualTo(kept);
    }

    private static String members(int count) {
        return IntStream.range(0, count).mapToObj(i -> "k" + i + "=1").collect(Collectors.joining(","));
    }
}
