package io.hookline.isolation.wasm.internal.shell;

import io.hookline.common.file.RegularFile;
import io.hookline.common.text.Table;
import io.hookline.isolation.wasm.internal.component.ModuleStatus;
import io.hookline.isolation.wasm.internal.component.WasmService;
import io.hookline.isolation.wasm.internal.module.Manifest;
import io.hookline.isolation.wasm.internal.module.ManifestException;
import io.hookline.shell.command.Arguments;
import io.hookline.shell.command.Command;
import io.hookline.shell.command.CommandArgument;
import io.hookline.shell.command.CommandContext;
import io.hookline.shell.command.CommandDescription;
import io.hookline.shell.command.CommandException;
import io.hookline.shell.command.CommandName;
import io.hookline.shell.command.CommandResult;
import io.hookline.shell.command.Completion;
import io.hookline.shell.command.Role;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Shows the installed modules, and adds manifests to modules. */
@Component(service = Command.class)
@CommandName("wasm")
public final class WasmCommand implements Command {

    private static final int MOST_BYTES = 256 * 1024 * 1024;
    private static final CommandDescription DESCRIPTION = CommandDescription.of(
                    "Shows plugins that are WebAssembly modules, and adds a manifest to a module.")
            .withArgument(CommandArgument.required("ACTION").withCompletion(Completion.of("list", "pack")))
            .withArgument(CommandArgument.any("ARGUMENT").withCompletion(Completion.NONE.withFiles()))
            .withForm("list", "shows each installed module: its instances, memory, restarts and metrics")
            .withForm("pack MODULE MANIFEST TARGET", "writes a module with a manifest, which hook:deploy takes")
            .withExample("hook:wasm pack build/policy.wasm policy.properties policy.wasm");

    private final WasmService service;

    /** With the service that knows the modules. */
    @Activate
    public WasmCommand(@Reference WasmService service) {
        this.service = service;
    }

    @Override
    public CommandDescription description() {
        return DESCRIPTION.withPermission(Role.VIEWER);
    }

    /** Files of this machine are for its owner to read and write. */
    @Override
    public Role permission(Arguments arguments) {
        return arguments.positional(0).equals("pack") ? Role.OWNER : Role.VIEWER;
    }

    @Override
    public CommandResult run(CommandContext context) {
        Arguments arguments = context.arguments();
        return switch (arguments.positional(0)) {
            case "list" -> list(arguments);
            case "pack" -> pack(context, arguments);
            default -> throw arguments.complaint("knows list and pack, not \"" + arguments.positional(0) + "\"");
        };
    }

    private CommandResult list(Arguments arguments) {
        if (arguments.positional().size() != 1) {
            throw arguments.complaint("list takes no argument");
        }
        List<ModuleStatus> modules = service.status();
        return CommandResult.text(modules, width -> text(modules, width));
    }

    private static String text(List<ModuleStatus> modules, int width) {
        if (modules.isEmpty()) {
            return "No module is installed.\n";
        }
        Table table = new Table("PLUGIN", "VERSION", "INSTANCES", "MEMORY", "RESTARTS", "LAST END");
        Table metrics = new Table("PLUGIN", "METRIC", "VALUE");
        boolean any = false;
        for (ModuleStatus one : modules) {
            table.row(
                    one.plugin(),
                    one.version(),
                    one.instances() + " of " + one.mostInstances(),
                    one.memoryKilobytes() + " KB",
                    one.restarts(),
                    one.lastEnd());
            for (Map.Entry<String, Long> metric : one.metrics().entrySet()) {
                metrics.row(one.plugin(), metric.getKey(), metric.getValue());
                any = true;
            }
        }
        return table.text(width) + (any ? "\n" + metrics.text(width) : "");
    }

    private static CommandResult pack(CommandContext context, Arguments arguments) {
        if (arguments.positional().size() != 4) {
            throw arguments.complaint("pack takes a module, a manifest and a target");
        }
        Path module = file(context, arguments.positional(1));
        Path manifest = file(context, arguments.positional(2));
        Path target = file(context, arguments.positional(3));
        try {
            String text = new String(RegularFile.read(manifest, MOST_BYTES), StandardCharsets.UTF_8);
            Manifest read = Manifest.read(text);
            Files.write(target, ManifestSection.append(RegularFile.read(module, MOST_BYTES), text));
            Map<String, String> data =
                    Map.of("file", target.toString(), "name", read.name(), "version", read.version());
            return CommandResult.text(data, width -> target + " holds " + read.name() + " " + read.version() + ".\n");
        } catch (ManifestException e) {
            throw new CommandException(manifest + ": " + e.getMessage());
        } catch (IOException e) {
            throw new CommandException("it cannot be packed: " + e);
        }
    }

    private static Path file(CommandContext context, String typed) {
        Path folder = context.folder();
        return folder == null ? Path.of(typed) : folder.resolve(typed);
    }
}
