package io.hookline.shell.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hookline.api.runtime.BindingState;
import io.hookline.api.runtime.BindingStatus;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.apache.felix.service.command.CommandSession;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class BindingCommandsTest {

    private final CommandSession session = FakeSession.wide(160);
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private @Nullable PrintStream before;

    @BeforeEach
    void listen() {
        before = System.out;
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
    }

    @AfterEach
    void leave() {
        System.setOut(before);
    }

    @Test
    void eachRowIsShownWithWhatHasBecomeOfIt() {
        commands(
                        row("colour", "acme.shop", "1.0.0", "acme.Colour", BindingState.BOUND, "price, sold"),
                        row("tax", "acme.tax", "", "acme.Tax", BindingState.WAITING, "no plugin acme.tax is installed"),
                        row("bad\u001B[2J", "", "", "", BindingState.REFUSED, "class is missing"))
                .bindings(session, false);
        assertThat(printed.toString(StandardCharsets.UTF_8))
                .isEqualTo(
                        """
                ROW           STATE    PLUGIN           POINT       PRIORITY  CLASS        DETAIL
                colour        BOUND    acme.shop@1.0.0  shop.price         5  acme.Colour  calls price, sold
                tax           WAITING  acme.tax         shop.price         5  acme.Tax     no plugin acme.tax is installed
                bad\\u001B[2J  REFUSED  -                shop.price         5  -            class is missing
                """);
    }

    @Test
    void noRowsAndTheWayToOne() {
        commands().bindings(session, false);
        assertThat(printed.toString(StandardCharsets.UTF_8)).contains("conf/io.hookline.binding-NAME.cfg");
    }

    @Test
    void jsonNamesEveryField() {
        commands(row("colour", "acme.shop", "1.0.0", "acme.Colour", BindingState.BOUND, "price"))
                .bindings(session, true);
        assertThat(printed.toString(StandardCharsets.UTF_8))
                .contains("\"row\" : \"colour\"", "\"className\" : \"acme.Colour\"", "\"state\" : \"BOUND\"");
    }

    @Test
    void itTakesNoArgumentAndNeedsTheCore() {
        assertThatThrownBy(() -> commands().bindings(session, false, "x"))
                .hasMessageContaining("hook:bindings takes no argument");
        assertThatThrownBy(() -> new BindingCommands(Optional.empty()).bindings(session, false))
                .hasMessageContaining("The core is not running");
    }

    private static BindingCommands commands(BindingStatus... rows) {
        return new BindingCommands(Optional.of(() -> List.of(rows)));
    }

    private static BindingStatus row(
            String name, String plugin, String version, String className, BindingState state, String detail) {
        return new BindingStatus(name, plugin, version, 7, className, "shop.price", name, 5, state, detail);
    }
}
