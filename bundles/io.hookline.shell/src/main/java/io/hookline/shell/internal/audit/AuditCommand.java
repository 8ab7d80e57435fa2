package io.hookline.shell.internal.audit;

import io.hookline.audit.AuditRecord;
import io.hookline.audit.status.AuditPipeline;
import io.hookline.audit.status.OutputStatus;
import io.hookline.audit.status.RouteTrial;
import io.hookline.common.text.Folded;
import io.hookline.common.text.Printable;
import io.hookline.common.text.Table;
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
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The command {@code hook:audit}. */
@Component
@CommandName("audit")
public final class AuditCommand implements Command {

    private final AuditPipeline pipeline;

    /** With the pipeline. */
    @Activate
    public AuditCommand(@Reference AuditPipeline pipeline) {
        this.pipeline = pipeline;
    }

    @Override
    public CommandDescription description() {
        return CommandDescription.of("Says where an audit record would go, or sends rejected records again.")
                .withArgument(
                        CommandArgument.required("ACTION").withCompletion(Completion.of("test", "replay", "forget")))
                .withArgument(CommandArgument.any("ARGUMENT"))
                .withForm(
                        "test NAME=VALUE…",
                        "says which routes take a record, and how it leaves the process; names are source, level, actor,"
                                + " action, resource, outcome, reason, call, and any field, such as path and tenant")
                .withForm("replay OUTPUT", "sends the dead letters of an output again")
                .withForm("forget OUTPUT", "keeps no records any longer for an output without plugin and route")
                .withExample("hook:audit test source=http outcome=refused path=/records/7")
                .withPermission(Role.ADMIN);
    }

    @Override
    public CommandResult run(CommandContext context) {
        Arguments arguments = context.arguments();
        List<String> rest =
                arguments.positional().subList(1, arguments.positional().size());
        String action = arguments.positional(0);
        return switch (action) {
            case "test" -> tryOut(rest);
            case "replay" -> {
                if (rest.size() != 1) {
                    throw arguments.complaint("replay takes the name of an output");
                }
                yield replay(rest.get(0));
            }
            case "forget" -> {
                if (rest.size() != 1) {
                    throw arguments.complaint("forget takes the name of an output");
                }
                yield forget(rest.get(0));
            }
            default -> throw arguments.complaint("knows test, replay and forget, not \"" + Printable.of(action) + "\"");
        };
    }

    private CommandResult tryOut(List<String> words) {
        RouteTrial trial = pipeline.tryOut(record(words));
        return CommandResult.text(trial, width -> text(trial, width));
    }

    private CommandResult replay(String output) {
        try {
            int records = pipeline.replay(output);
            return CommandResult.text(
                    Map.of("output", output, "records", records),
                    width -> Folded.of("", records + " dead letters of " + output + " are in the spool again", width));
        } catch (IllegalArgumentException e) {
            throw new CommandException(e.getMessage() + names());
        } catch (IOException e) {
            throw new CommandException("the dead letters cannot be read or written: " + e);
        }
    }

    private CommandResult forget(String output) {
        try {
            pipeline.forget(output);
            return CommandResult.text(
                    Map.of("output", output),
                    width -> Folded.of("", "the spool keeps no records any longer for " + output, width));
        } catch (IllegalArgumentException e) {
            throw new CommandException(e.getMessage() + names());
        } catch (IOException e) {
            throw new CommandException("the spool cannot be written: " + e);
        }
    }

    private String names() {
        return ". Outputs: "
                + Printable.list(
                        pipeline.outputs().stream().map(OutputStatus::name).toList());
    }

    private static AuditRecord record(List<String> words) {
        Map<String, String> values = new LinkedHashMap<>();
        for (String word : words) {
            int equals = word.indexOf('=');
            if (equals < 1) {
                throw new CommandException("a value is NAME=VALUE, not \"" + Printable.of(word) + "\"");
            }
            values.put(word.substring(0, equals), word.substring(equals + 1));
        }
        AuditRecord.Builder record = AuditRecord.builder(
                        Instant.EPOCH, taken(values, "source", ""), taken(values, "action", ""))
                .level(constant(AuditRecord.Level.class, taken(values, "level", "info")))
                .actor(taken(values, "actor", ""))
                .resource(taken(values, "resource", ""))
                .outcome(
                        constant(AuditRecord.Outcome.class, taken(values, "outcome", "success")),
                        taken(values, "reason", ""))
                .callId(taken(values, "call", ""));
        values.forEach(record::field);
        return record.build();
    }

    private static String taken(Map<String, String> values, String name, String absent) {
        @Nullable String value = values.remove(name);
        return value == null ? absent : value;
    }

    private static <E extends Enum<E>> E constant(Class<E> type, String text) {
        try {
            return Enum.valueOf(type, text.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new CommandException("there is no " + type.getSimpleName().toLowerCase(Locale.ROOT) + " "
                    + Printable.quoted(text) + ", but " + List.of(type.getEnumConstants()));
        }
    }

    /** A record as {@code hook:audit test} takes it: what is not empty. */
    private static String words(AuditRecord record) {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("source", record.source());
        values.put("level", record.level().name().toLowerCase(Locale.ROOT));
        values.put("actor", record.actor());
        values.put("action", record.action());
        values.put("resource", record.resource());
        values.put("outcome", record.outcome().name().toLowerCase(Locale.ROOT));
        values.put("reason", record.reason());
        values.put("call", record.callId());
        values.putAll(record.fields());
        values.values().removeIf(String::isEmpty);
        return values.entrySet().stream().map(Map.Entry::toString).collect(Collectors.joining(" "));
    }

    static String text(RouteTrial trial, int width) {
        StringBuilder text = new StringBuilder();
        if (trial.targets().isEmpty()) {
            text.append(Folded.of("", "no route takes it: it is not kept", width));
        }
        trial.targets()
                .forEach((output, labels) -> text.append(
                        Folded.of("to ", output + (labels.isEmpty() ? "" : " with the labels " + labels), width)));
        text.append(Folded.of("as ", words(trial.record()), width));
        if (!trial.steps().isEmpty()) {
            Table table = new Table("ROUTE", "SAYS");
            trial.steps().forEach(step -> table.row(step.route(), step.says()));
            text.append('\n').append(table.text(width));
        }
        return text.toString();
    }
}
