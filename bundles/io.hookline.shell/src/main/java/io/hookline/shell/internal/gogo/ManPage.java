package io.hookline.shell.internal.gogo;

import io.hookline.common.text.Printable;
import io.hookline.shell.command.Command;
import io.hookline.shell.command.CommandDescription;
import io.hookline.shell.internal.table.CommandHelp;
import java.util.List;

/** The manual page hookline(1), in the macros of man(7). */
final class ManPage {

    private static final String SCOPE = Command.DEFAULT_SCOPE + ":";

    private static final String BEGIN =
            """
            .TH HOOKLINE 1 "" Hookline "Hookline Manual"
            .SH NAME
            hookline \\- operate a running instance of Hookline
            .SH SYNOPSIS
            .B hookline
            .RI [ "CLIENT OPTION" ...]
            .I COMMAND
            .RI [ ARGUMENT ...]
            .SH DESCRIPTION
            Runs a command in a running instance, and prints the result.
            Commands such as run and demo need no instance: hookline \\-\\-help lists them.
            .SH CLIENT OPTIONS
            .TP
            .BI "\\-d, \\-\\-data " DIR
            The data folder of the instance, by default hookline\\-data.
            .TP
            .BI "\\-\\-socket " FILE
            The socket of the instance, by default admin.sock in its data folder.
            .TP
            .BI "\\-\\-server " URL
            The address of an instance that listens on TCP.
            .TP
            .BI "\\-\\-token\\-file " FILE
            The file with the token for that instance.
            .TP
            .BI "\\-\\-ca " FILE
            The file with the authority of that instance's certificate, in PEM.
            .SH COMMANDS
            """;

    private static final String END =
            """
            .SH EXIT STATUS
            .TP
            0
            Done.
            .TP
            1
            Failed or refused; the reason is on standard error.
            .TP
            2
            No such command, or wrong usage of the client's own options.
            .TP
            3
            No instance could be reached.
            .TP
            130
            Interrupted.
            .SH ENVIRONMENT
            .TP
            .B HOOKLINE_SERVER, HOOKLINE_TOKEN_FILE
            Stand for \\-\\-server and \\-\\-token\\-file.
            .TP
            .B NO_COLOR
            If it is set, nothing is coloured.
            .TP
            .B JAVA_HOME
            The JDK to use.
            .TP
            .B XDG_CACHE_HOME
            Where an archive of the client's classes is kept, by default ~/.cache.
            """;

    private ManPage() {}

    /** The page for commands. */
    static String of(List<CommandHelp> commands) {
        StringBuilder page = new StringBuilder(BEGIN);
        commands.forEach(command -> command(command, page));
        return page.append(END).toString();
    }

    private static void command(CommandHelp command, StringBuilder page) {
        String name = typed(command.command());
        page.append(".SS ").append(escaped(name)).append('\n');
        line(command.summary(), page);
        for (CommandDescription.Form form : command.usage()) {
            page.append(".TP\n.B ")
                    .append(escaped((name + " " + form.arguments()).strip()))
                    .append('\n');
            line(form.effect(), page);
        }
        for (String paragraph : command.details()) {
            page.append(".PP\n");
            line(paragraph, page);
        }
        for (CommandHelp.OptionHelp option : command.options()) {
            page.append(".TP\n.B ")
                    .append(escaped((option.name() + " " + option.value()).strip()))
                    .append('\n');
            line(option.description(), page);
        }
        for (String example : command.examples()) {
            page.append(".PP\n.EX\n");
            line("hookline " + typed(example), page);
            page.append(".EE\n");
        }
    }

    /** As the client takes it: without the scope that it adds. */
    private static String typed(String command) {
        return command.startsWith(SCOPE) ? command.substring(SCOPE.length()) : command;
    }

    private static void line(String text, StringBuilder page) {
        if (!text.isBlank()) {
            String escaped = escaped(text);
            boolean request = escaped.startsWith(".") || escaped.startsWith("'");
            page.append(request ? "\\&" : "").append(escaped).append('\n');
        }
    }

    private static String escaped(String text) {
        StringBuilder escaped = new StringBuilder();
        Printable.of(text).codePoints().forEach(c -> {
            switch (c) {
                case '\\' -> escaped.append("\\e");
                case '-' -> escaped.append("\\-");
                default -> {
                    // Not every formatter takes UTF-8.
                    if (c < 128) {
                        escaped.append((char) c);
                    } else {
                        escaped.append(String.format("\\[u%04X]", c));
                    }
                }
            }
        });
        return escaped.toString();
    }
}
