package io.hookline.runtime;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code hookline completion}: prints what makes a shell complete the commands of {@code hookline}. */
@Command(
        name = "completion",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Print the script with which a shell completes hookline's commands.",
        footer = {
            "",
            "Commands, options, names of plugins and others come from the running instance.",
            "",
            "bash, in ~/.bashrc:              eval \"$(hookline completion bash)\"",
            "zsh, in ~/.zshrc after compinit: eval \"$(hookline completion zsh)\"",
            "fish, in config.fish:            hookline completion fish | source",
            "PowerShell, in $PROFILE:         hookline completion powershell | Out-String | Invoke-Expression"
        })
final class CompletionCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Parameters(paramLabel = "SHELL", description = "One of: ${COMPLETION-CANDIDATES}.")
    @SuppressWarnings("NullAway.Init")
    private ShellName shell;

    @Override
    public Integer call() {
        try (InputStream script = CompletionCommand.class.getResourceAsStream("completion." + shell)) {
            if (script == null) {
                throw new IllegalStateException("the script for " + shell + " is missing");
            }
            spec.commandLine().getOut().print(new String(script.readAllBytes(), StandardCharsets.UTF_8));
            spec.commandLine().getOut().flush();
            return 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The shells, by the names of their programs. */
    @SuppressWarnings("MemberName")
    enum ShellName {
        bash,
        zsh,
        fish,
        powershell
    }
}
