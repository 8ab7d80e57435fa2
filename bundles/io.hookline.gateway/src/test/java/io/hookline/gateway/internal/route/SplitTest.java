package io.hookline.gateway.internal.route;

import static org.assertj.core.api.Assertions.assertThat;

import io.hookline.api.hook.ContextKey;
import io.hookline.gateway.hook.FakeExchange;
import io.hookline.gateway.internal.config.RouteSettings.Sticky;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** How requests are shared among the upstreams of a route. */
final class SplitTest {

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
            assertThat(byChance.choose(request())).isEqualTo("old");
        }
    }

    @Test
    void aClientStaysWithItsChoiceWhenMoreIsMoved() {
        Split<String> few = split(10, BY_USER);
        Split<String> more = split(20, BY_USER);
        for (int user = 0; user < USERS; user++) {
            if (few.choose(user(user)).equals("new")) {
                assertThat(more.choose(user(user))).isEqualTo("new");
            }
        }
    }

    /** The places are part of what several nodes have to agree on, so they never change. */
    @Test
    void theSameKeyHasTheSamePlaceEverywhere() {
        Split<String> split = split(50, BY_USER);
        StringBuilder chosen = new StringBuilder();
        for (int user = 0; user < 16; user++) {
            chosen.append(split.choose(user(user)).charAt(0));
        }
        assertThat(chosen.toString()).isEqualTo("nnonononooonnnno");
    }

    @Test
    void aCookieOrTheAddressCanBeTheKey() {
        Split<String> cookie = split(50, new Sticky(Sticky.Kind.COOKIE, "id"));
        Split<String> header = split(50, BY_USER);
        Split<String> client = split(50, new Sticky(Sticky.Kind.CLIENT, ""));
        for (int user = 0; user < 100; user++) {
            String expected = header.choose(user(user));
            assertThat(cookie.choose(request().with("Cookie", "xid=9; id=user-" + user + "; a=b")))
                    .isEqualTo(expected);
        }
        String own = header.choose(request().with("X-User", "10.0.0.7"));
        assertThat(client.choose(request().from("10.0.0.7"))).isEqualTo(own);
    }

    @Test
    void whatHooksSayOfAClientCanBeTheKey() {
        Split<String> header = split(50, BY_USER);
        Split<String> principal = split(50, new Sticky(Sticky.Kind.PRINCIPAL, ""));
        Split<String> claim = split(50, new Sticky(Sticky.Kind.CLAIM, "sub"));
        Split<String> attribute = split(50, new Sticky(Sticky.Kind.ATTRIBUTE, "io.hookline.colour.tier"));
        for (int user = 0; user < 100; user++) {
            FakeExchange request = request();
            request.setPrincipal("user-" + user);
            request.context().put(ContextKey.of("io.hookline.claims", Map.class), Map.of("sub", "user-" + user));
            request.context().put(ContextKey.of("io.hookline.colour.tier", String.class), "user-" + user);
            String expected = header.choose(user(user));
            assertThat(principal.choose(request)).isEqualTo(expected);
            assertThat(claim.choose(request)).isEqualTo(expected);
            assertThat(attribute.choose(request)).isEqualTo(expected);
            assertThat(attribute.certain(request)).isEqualTo(expected);
        }
        assertThat(claim.certain(request())).isNull();
        assertThat(split(0, BY_USER).certain(request())).isEqualTo("old");
    }

    private static int newUsers(int percent) {
        Split<String> split = split(percent, BY_USER);
        int chosen = 0;
        for (int user = 0; user < USERS; user++) {
            if (split.choose(user(user)).equals("new")) {
                chosen++;
            }
        }
        return chosen;
    }

    private static FakeExchange user(int number) {
        return request().with("X-User", "user-" + number);
    }

    private static FakeExchange request() {
        return new FakeExchange("GET", "/");
    }

    private static Split<String> split(int percent, @Nullable Sticky sticky) {
        return new Split<>(List.of("new", "old"), new int[] {percent, 100 - percent}, sticky);
    }
}
