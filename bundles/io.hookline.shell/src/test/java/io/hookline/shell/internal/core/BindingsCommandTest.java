package io.hookline.shell.internal.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hookline.api.runtime.BindingState;
import io.hookline.api.runtime.BindingStatus;
import io.hookline.api.runtime.Bindings;
import io.hookline.shell.internal.gogo.CommandShell;
import java.util.List;
import org.junit.jupiter.api.Test;

final class BindingsCommandTest {

    private CommandShell shell = new CommandShell();

    @Test
    void eachRowIsShownWithWhatHasBecomeOfIt() {
        shell(
                        row("colour", "acme.shop", "1.0.0", "acme.Colour", BindingState.BOUND, "price, sold"),
                        row("tax", "acme.tax", "", "acme.Tax", BindingState.WAITING, "no plugin acme.tax is installed"),
                        row("bad\u001B[2J", "", "", "", BindingState.REFUSED, "class is missing"))
                .run("bindings");
        assertThat(shell.printed())
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
        shell().run("bindings");
        assertThat(shell.printed()).contains("conf/io.hookline.binding-NAME.cfg");
    }

    @Test
    void jsonNamesEveryField() {
        shell(row("colour", "acme.shop", "1.0.0", "acme.Colour", BindingState.BOUND, "price"))
                .run("bindings", "--json");
        assertThat(shell.printed())
                .contains("\"row\" : \"colour\"", "\"className\" : \"acme.Colour\"", "\"state\" : \"BOUND\"");
    }

    @Test
    void itTakesNoArgumentAndNeedsTheCore() {
        assertThatThrownBy(() -> shell().run("bindings", "x")).hasMessageContaining("hook:bindings takes no argument");
        assertThatThrownBy(() -> new CommandShell(new BindingsCommand(FakeCore.missing())).run("bindings"))
                .hasMessageContaining("The core is not running");
    }

    private CommandShell shell(BindingStatus... rows) {
        shell = new CommandShell(new BindingsCommand(FakeCore.of((Bindings) () -> List.of(rows))));
        return shell;
    }

    private static BindingStatus row(
            String name, String plugin, String version, String className, BindingState state, String detail) {
        return new BindingStatus(name, plugin, version, 7, className, "shop.price", name, 5, state, detail);
    }
}
