package io.hookline.runtime;

import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/** The command line {@code hookline}. */
@Command(
        name = "hookline",
        mixinStandardHelpOptions = true,
        description = "A runtime whose plugins are swapped while calls keep flowing.",
        subcommands = {
            RunCommand.class,
            RecoverCommand.class,
            SpoolCommand.class,
            AuditCommand.class,
            DemoCommand.class,
            LoadCommand.class,
            TortureCommand.class,
            CompletionCommand.class,
            ArchiveCommand.class,
            HelpCommand.class
        },
        versionProvider = Version.class,
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "Start it, with its data in ./hookline-data:          hookline run",
            "Go back to plugins that started, if none do now:      hookline recover",
            "See plugins swapped under load, in a minute or less:  hookline demo",
            "Measure throughput and latencies of a server:         hookline load URL",
            "Stress it, and check the outcome of every call:       hookline torture",
            "",
            "Any other command is one of a running instance:       hookline status",
            "All of these, and the help of one:                    hookline commands,",
            "                                                      hookline help deploy",
            "Exit status: 0 stopped or done as asked, 1 could not start or failed, 2 wrong usage, 3 no instance"
                    + " could be reached."
        })
public final class Hookline implements Callable<Integer> {

    private static final long END_TIMEOUT_S = 5;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    public static void main(String[] args) {
        int status = Instance.isMeant(args) ? Instance.run(args) : commandLine().execute(args);
        Thread end = new Thread(() -> endLate(status), "hookline-end");
        end.setDaemon(true);
        end.start();
        System.exit(status);
    }

    /** Shutdown hooks, which plugins may have added, must not keep the process from ending. */
    private static void endLate(int status) {
        try {
            TimeUnit.SECONDS.sleep(END_TIMEOUT_S);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        System.err.println("hookline: a shutdown hook does not end; the process ends without it");
        Runtime.getRuntime().halt(status);
    }

    static CommandLine commandLine() {
        CommandLine line = new CommandLine(new Hookline());
        line.setUsageHelpAutoWidth(true);
        line.setParameterExceptionHandler((wrong, arguments) -> {
            CommandLine command = wrong.getCommandLine();
            command.getErr().println("hookline: " + wrong.getMessage());
            UnmatchedArgumentException.printSuggestions(wrong, command.getErr());
            command.getErr().println("Try: " + command.getCommandSpec().qualifiedName() + " --help");
            return CommandLine.ExitCode.USAGE;
        });
        line.setExecutionExceptionHandler((failure, command, parsed) -> {
            if (!(failure instanceof LaunchException)) {
                throw failure;
            }
            command.getErr().println("hookline: " + failure.getMessage());
            return 1;
        });
        return line;
    }

    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getErr());
        return CommandLine.ExitCode.USAGE;
    }
}
