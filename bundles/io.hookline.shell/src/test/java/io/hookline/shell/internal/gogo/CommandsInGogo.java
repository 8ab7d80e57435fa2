package io.hookline.shell.internal.gogo;

import io.hookline.shell.command.Command;
import io.hookline.shell.internal.table.CommandId;
import io.hookline.shell.internal.table.CommandTable;
import io.hookline.shell.internal.table.LineCompletions;
import io.hookline.shell.internal.table.OfferedCommand;
import org.apache.felix.gogo.runtime.CommandProcessorImpl;

/** The commands of the kit in a processor of Gogo, without a framework. */
public final class CommandsInGogo implements CommandTable.Functions {

    private final CommandProcessorImpl processor;
    private final RunningCommands running = new RunningCommands();
    private final CommandTable table = new CommandTable(this);

    public CommandsInGogo(CommandProcessorImpl processor) {
        this.processor = processor;
    }

    /** Offers a command. */
    public void offer(String name, Command command) {
        table.add(new OfferedCommand(new CommandId("hook", name), "plugin", "1.0.0", false, () -> command));
    }

    public RunningCommands running() {
        return running;
    }

    public LineCompletions completions() {
        return new LineCompletions(table);
    }

    @Override
    public boolean isTaken(CommandId id) {
        return false;
    }

    @Override
    public Runnable register(OfferedCommand command) {
        GogoCommand function = new GogoCommand(command.id(), command::command, running);
        processor.addCommand(command.id().scope(), function, command.id().name());
        return () -> processor.removeCommand(function);
    }
}
