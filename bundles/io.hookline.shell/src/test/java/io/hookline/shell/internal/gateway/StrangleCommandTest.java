package io.hookline.shell.internal.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hookline.gateway.strangler.StranglerException;
import io.hookline.gateway.strangler.StranglerStart;
import io.hookline.gateway.strangler.StranglerStatus;
import io.hookline.gateway.strangler.StranglerStatus.Difference;
import io.hookline.gateway.strangler.StranglerStatus.Shadow;
import io.hookline.gateway.strangler.StranglerStatus.Side;
import io.hookline.gateway.strangler.Stranglers;
import io.hookline.shell.command.CommandArgument;
import io.hookline.shell.internal.gogo.CommandShell;
import io.hookline.shell.internal.gogo.GoldenJson;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The command {@code hook:strangle}. */
final class StrangleCommandTest {

    private final FakeStranglers stranglers = new FakeStranglers();
    private int looks;
    private final StrangleCommand command = new StrangleCommand(stranglers, () -> {
        looks++;
        if (looks == 2) {
            throw new InterruptedException();
        }
    });
    private final CommandShell shell = new CommandShell(command);

    @Test
    void migrationsAreListed() {
        assertThat(shell.run("strangle"))
                .containsPattern("cart +shop +moving, paused +25 % +300 +1 +100 +2 +3 of 14")
                .contains("refused: lost: there is no route 'lost'");
        GoldenJson.check(shell, "strangle", "strangle");
        stranglers.empty = true;
        assertThat(shell.run("strangle")).contains("hook:strangle start NAME --to UPSTREAM");
    }

    @Test
    void oneIsShownWithBothSidesAndItsDifferences() {
        assertThat(shell.run("strangle", "show", "cart"))
                .contains("cart: 25 % of the route shop go to new (steps 5, 25, 50, 100), paused")
                .containsPattern("old +old +300 +1 +1.2 ms +9.0 ms")
                .containsPattern("copies +new +14 +1 +- +-")
                .contains("copies   15 sent, 7 left out")
                .contains("compared 10 the same, 2 different, 1 without an answer, 1 that cannot be compared")
                .contains("verdict  not decided")
                .containsPattern("2 +GET /cart/1 +body at /a: another string");
        assertThat(shell.run("strangle", "show", "lost")).isEqualTo("refused: lost: there is no route 'lost'\n");
    }

    @Test
    void eachActionAsksForItsChange() {
        shell.run("strangle", "start", "m", "--to", "http://h:1", "--route", "shop", "--sticky-by", "cookie:id");
        shell.run("strangle", "step", "cart");
        shell.run("strangle", "back", "cart");
        shell.run("strangle", "to", "cart", "0");
        shell.run("strangle", "pause", "cart");
        shell.run("strangle", "resume", "cart");
        assertThat(shell.run("strangle", "finish", "cart")).contains("the route shop leads to new alone");
        assertThat(stranglers.asked)
                .containsExactly(
                        "StranglerStart[name=m, route=shop, to=http://h:1, stickyBy=cookie:id]",
                        "cart to 50",
                        "cart to 5",
                        "cart to 0",
                        "cart paused true",
                        "cart paused false",
                        "cart finished");
    }

    @Test
    void theReasonGoesAlong() {
        shell.run("strangle", "step", "cart", "--reason", "ticket 7");
        shell.run("strangle", "finish", "cart", "--reason", "ticket 8");
        shell.run("strangle", "back", "cart");
        assertThat(stranglers.reasons).containsExactly("ticket 7", "ticket 8", "");
    }

    @Test
    void watchingShowsItAgainUntilItIsInterrupted() {
        assertThat(shell.run("strangle", "show", "cart", "--watch")).contains("cart: 25 %");
        assertThat(looks).isEqualTo(2);
    }

    @Test
    void whatIsMistypedIsExplained() {
        refused("has no action \"stp\", perhaps step", "stp", "cart");
        refused("step needs the name", "step");
        refused("There is no migration 'card'. Did you mean cart?", "step", "card");
        refused("takes 0 to 100 percent", "to", "cart", "101");
        refused("to takes a name and a percent", "to", "cart");
        refused("start needs --to UPSTREAM", "start", "m");
        refused("letters, digits", "start", "m/../x", "--to", "new");
        refused("with start only", "step", "cart", "--to", "new");
        refused("does not take \"5\" there", "step", "cart", "5");
        refused("not both", "--watch", "--json");
        refused("takes --watch with show", "step", "cart", "--watch");
        stranglers.failing = true;
        refused("it is refused", "step", "cart");
    }

    @Test
    void tabOffersActionsNamesAndSteps() {
        List<CommandArgument> arguments = command.description().arguments();
        assertThat(arguments.get(0).completion().values()).contains("start", "finish");
        assertThat(arguments.get(1).completion().values(List.of("step"))).containsExactly("cart", "lost");
        assertThat(arguments.get(1).completion().values(List.of("start"))).isEmpty();
        assertThat(arguments.get(2).completion().values(List.of("to", "cart"))).containsExactly("5", "25", "50", "100");
        assertThat(arguments.get(2).completion().values(List.of("step", "cart")))
                .isEmpty();
    }

    private void refused(String message, String... words) {
        assertThatThrownBy(() -> shell.run("strangle", words)).hasMessageContaining(message);
    }

    /** One that moves, and one that is refused. */
    private static final class FakeStranglers implements Stranglers {

        private static final Side NONE = new Side(0, 0, -1, -1);

        final List<String> asked = new ArrayList<>();
        final List<String> reasons = new ArrayList<>();
        boolean empty;
        boolean failing;

        @Override
        public Stranglers because(String reason) {
            reasons.add(reason);
            return this;
        }

        @Override
        public List<StranglerStatus> all() {
            return empty ? List.of() : List.of(cart(), lost());
        }

        @Override
        public StranglerStatus start(StranglerStart what, String by) {
            return asked(what.toString());
        }

        @Override
        public StranglerStatus moveTo(String name, int percent, String by) {
            return asked(name + " to " + percent);
        }

        @Override
        public StranglerStatus pause(String name, boolean paused, String by) {
            return asked(name + " paused " + paused);
        }

        @Override
        public void finish(String name, String by) {
            asked(name + " finished");
        }

        private StranglerStatus asked(String what) {
            if (failing) {
                throw new StranglerException("it is refused");
            }
            asked.add(what);
            return cart();
        }

        private static StranglerStatus cart() {
            return new StranglerStatus(
                    "cart",
                    "shop",
                    "old",
                    "new",
                    25,
                    "moving",
                    true,
                    List.of(5, 25, 50, 100),
                    "not decided",
                    new Side(300, 1, 1_200, 9_000),
                    new Side(100, 2, 1_000, 8_000),
                    new Shadow(new Side(14, 1, -1, -1), 15, 7, 1, 10, 2, 1, 1),
                    List.of(new Difference(
                            Instant.parse("2026-01-02T03:04:05Z"), 2, "GET", "/cart/1", "body at /a: another string")));
        }

        private static StranglerStatus lost() {
            return new StranglerStatus(
                    "lost",
                    "",
                    "",
                    "",
                    0,
                    "refused",
                    false,
                    List.of(),
                    "there is no route 'lost'",
                    NONE,
                    NONE,
                    new Shadow(NONE, 0, 0, 0, 0, 0, 0, 0),
                    List.of());
        }
    }
}
