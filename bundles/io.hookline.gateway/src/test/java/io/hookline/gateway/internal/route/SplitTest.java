package io.hookline.gateway.internal.route;

import static org.assertj.core.api.Assertions.assertThat;

import io.hookline.gateway.internal.config.RouteSettings.Sticky;
import io.hookline.gateway.internal.message.Fields;
import java.net.InetSocketAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** How requests are shared among the upstreams of a route. */
final class SplitTest {

    private static final InetSocketAddress CLIENT = new InetSocketAddress("10.0.0.7", 4711);
    private static final Sticky BY_USER = new Sticky(Sticky.Kind.HEADER, "X-User");
    private static final int USERS = 10_000;

    @Test
    void keysAreSharedByWeight() {
        assertThat(newUsers(10)).isBetween(USERS / 10 - 200, USERS / 10 + 200);
        assertThat(newUsers(50)).isBetween(USERS / 2 - 300, USERS / 2 + 300);
    }

    @Test
    void aWeightOfZeroGetsNothing() {
        assertThat(newUsers(0)).isZero();
        assertThat(newUsers(100)).isEqualTo(USERS);
        Split<String> byChance = split(0, null);
        for (int i = 0; i < 1_000; i++) {
            assertThat(byChance.choose(new Fields(), CLIENT)).isEqualTo("old");
        }
    }

    @Test
    void aClientStaysWithItsChoiceWhenMoreIsMoved() {
        Split<String> few = split(10, BY_USER);
        Split<String> more = split(20, BY_USER);
        for (int user = 0; user < USERS; user++) {
            if (few.choose(user(user), CLIENT).equals("new")) {
                assertThat(more.choose(user(user), CLIENT)).isEqualTo("new");
            }
        }
    }

    /** The places are part of what several nodes have to agree on, so they never change. */
    @Test
    void theSameKeyHasTheSamePlaceEverywhere() {
        Split<String> split = split(50, BY_USER);
        StringBuilder chosen = new StringBuilder();
        for (int user = 0; user < 16; user++) {
            chosen.append(split.choose(user(user), CLIENT).charAt(0));
        }
        assertThat(chosen.toString()).isEqualTo("nnonononooonnnno");
    }

    @Test
    void aCookieOrTheAddressCanBeTheKey() {
        Split<String> cookie = split(50, new Sticky(Sticky.Kind.COOKIE, "id"));
        Split<String> header = split(50, BY_USER);
        Split<String> client = split(50, new Sticky(Sticky.Kind.CLIENT, ""));
        for (int user = 0; user < 100; user++) {
            String expected = header.choose(user(user), CLIENT);
            assertThat(cookie.choose(Routes.fields("Cookie", "xid=9; id=user-" + user + "; a=b"), CLIENT))
                    .isEqualTo(expected);
        }
        String own = header.choose(Routes.fields("X-User", "10.0.0.7"), CLIENT);
        assertThat(client.choose(new Fields(), CLIENT)).isEqualTo(own);
    }

    private static int newUsers(int percent) {
        Split<String> split = split(percent, BY_USER);
        int chosen = 0;
        for (int user = 0; user < USERS; user++) {
            if (split.choose(user(user), CLIENT).equals("new")) {
                chosen++;
            }
        }
        return chosen;
    }

    private static Fields user(int number) {
        return Routes.fields("X-User", "user-" + number);
    }

    private static Split<String> split(int percent, @Nullable Sticky sticky) {
        return new Split<>(List.of("new", "old"), new int[] {percent, 100 - percent}, sticky);
    }
}
