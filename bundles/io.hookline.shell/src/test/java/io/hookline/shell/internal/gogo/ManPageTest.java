package io.hookline.shell.internal.gogo;

import static org.assertj.core.api.Assertions.assertThat;

import io.hookline.shell.internal.table.CommandHelp;
import io.hookline.shell.internal.table.CommandId;
import java.util.List;
import org.junit.jupiter.api.Test;

class ManPageTest {

    @Test
    void aPageIsMadeFromTheDescriptions() {
        String page =
                ManPage.of(List.of(CommandHelp.of(new CommandId("hook", "greet"), new GreetCommand().description())));

        assertThat(page)
                .startsWith(".TH HOOKLINE 1")
                .contains(
                        """
                .SS greet
                Greets a person.
                .TP
                .B greet [OPTION\\[u2026]] NAME [FILE]
                """)
                .contains(".TP\n.B \\-\\-times N\nGreets so often, not 'once'.\n")
                .contains(".EX\nhookline greet Ada\n.EE\n")
                .contains(".SH EXIT STATUS", "HOOKLINE_SERVER");
    }

    @Test
    void textIsNoRequestOfRoff() {
        CommandHelp help = new CommandHelp(
                "acme:x", ".so /etc/passwd", List.of(), List.of("'\\n", "a\u001B[2J"), List.of(), List.of());
        assertThat(ManPage.of(List.of(help)))
                .contains(".SS acme:x\n\\&.so /etc/passwd\n")
                .contains("\n\\&'\\en\n")
                .contains("a\\eu001B[2J");
    }
}
