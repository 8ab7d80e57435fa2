package io.hookline.shell.internal.table;

import io.hookline.common.text.Folded;
import io.hookline.common.text.Printable;
import io.hookline.shell.command.CommandDescription;
import java.util.ArrayList;
import java.util.List;

/**
 * The help of a command.
 *
 * @param command scope and name
 * @param summary what it does, in one sentence
 * @param usage the forms in which it is typed
 * @param details paragraphs
 * @param options its options, and those that every command has
 * @param examples complete command lines
 */
public record CommandHelp(
        String command,
        String summary,
        List<CommandDescription.Form> usage,
        List<String> details,
        List<OptionHelp> options,
        List<String> examples) {

    /** The help of a command by its description. */
    public static CommandHelp of(CommandId id, CommandDescription description) {
        return new CommandHelp(
                id.toString(),
                description.summary(),
                description.forms().isEmpty()
                        ? List.of(new CommandDescription.Form(("[OPTION…] " + description.argumentUsage()).strip(), ""))
                        : description.forms(),
                description.details(),
                CommandParser.optionsOf(description).stream()
                        .map(option -> new OptionHelp(option.name(), option.value(), option.description()))
                        .toList(),
                description.examples());
    }

    /** The help as text. */
    public String text(int width) {
        StringBuilder text = new StringBuilder(Folded.of("", command + ": " + summary, width, "  "));
        text.append("\nUsage:\n");
        List<Line> forms = new ArrayList<>();
        usage.forEach(form -> forms.add(new Line((command + " " + form.arguments()).strip(), form.effect())));
        lines(forms, text, width);
        for (String paragraph : details) {
            text.append('\n').append(Folded.of("", paragraph, width));
        }
        text.append("\nOptions:\n");
        List<Line> lines = new ArrayList<>();
        options.forEach(
                option -> lines.add(new Line((option.name() + " " + option.value()).strip(), option.description())));
        lines(lines, text, width);
        if (!examples.isEmpty()) {
            text.append("\nExamples:\n");
            examples.forEach(
                    example -> text.append("  ").append(Printable.of(example)).append('\n'));
        }
        return text.toString();
    }

    /** Two columns; where no room is left for the second one, it stands below the first. */
    private static void lines(List<Line> lines, StringBuilder text, int width) {
        int first = lines.stream()
                        .mapToInt(line -> Printable.of(line.left()).length())
                        .max()
                        .orElse(0)
                + 5;
        for (Line line : lines) {
            String left = "  " + Printable.of(line.left());
            if (line.right().isEmpty()) {
                text.append(left).append('\n');
            } else if (first <= width / 2) {
                text.append(Folded.of(left + " ".repeat(first - left.length()), line.right(), width));
            } else {
                text.append(left).append('\n').append(Folded.of("      ", line.right(), width));
            }
        }
    }

    private record Line(String left, String right) {}

    /**
     * The help of an option.
     *
     * @param name its name
     * @param value the name of its value; empty if it takes none
     * @param description its effect
     */
    public record OptionHelp(String name, String value, String description) {}
}
