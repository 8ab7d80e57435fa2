package io.hookline.plugin.memory.internal;

import io.hookline.api.plugin.Plugin;
import io.hookline.shell.command.Arguments;
import io.hookline.shell.command.Column;
import io.hookline.shell.command.Command;
import io.hookline.shell.command.CommandContext;
import io.hookline.shell.command.CommandDescription;
import io.hookline.shell.command.CommandName;
import io.hookline.shell.command.CommandOption;
import io.hookline.shell.command.CommandResult;
import io.hookline.shell.command.Role;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.lang.management.MemoryUsage;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** The command {@code hook:memory}: the memory of the process. */
@Component
@CommandName("memory")
@Plugin(id = "memory", tags = "command")
public final class MemoryCommand implements Command {

    private static final String COLLECT = "--collect";
    private static final int MIB = 20;

    private final MemoryMXBean memory = ManagementFactory.getMemoryMXBean();

    /** For this process. */
    @Activate
    public MemoryCommand() {}

    @Override
    public CommandDescription description() {
        return CommandDescription.of("Shows the memory of the process.")
                .withOptions(CommandOption.flag(COLLECT, "Collects garbage first."))
                .withExample("hook:memory --collect")
                .withPermission(Role.VIEWER);
    }

    @Override
    public Role permission(Arguments arguments) {
        return arguments.has(COLLECT) ? Role.OPERATOR : Role.VIEWER;
    }

    @Override
    public CommandResult run(CommandContext context) {
        if (context.arguments().has(COLLECT)) {
            context.progress("collecting garbage");
            memory.gc();
        }
        return CommandResult.table(
                List.of(pool("heap", memory.getHeapMemoryUsage()), pool("other", memory.getNonHeapMemoryUsage())),
                Column.of("POOL", Pool::name),
                Column.of("USED MIB", pool -> pool.usedBytes() >> MIB),
                Column.of("LIMIT MIB", pool -> pool.limitBytes() < 0 ? "-" : pool.limitBytes() >> MIB));
    }

    private static Pool pool(String name, MemoryUsage usage) {
        return new Pool(name, usage.getUsed(), usage.getMax());
    }

    /**
     * Memory of one kind.
     *
     * @param name its name
     * @param usedBytes bytes in use
     * @param limitBytes the most that it can have; -1 if there is no limit
     */
    record Pool(String name, long usedBytes, long limitBytes) {}
}
