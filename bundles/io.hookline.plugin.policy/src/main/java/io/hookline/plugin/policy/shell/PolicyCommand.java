package io.hookline.plugin.policy.shell;

import io.hookline.common.file.RegularFile;
import io.hookline.common.text.Folded;
import io.hookline.common.text.Table;
import io.hookline.plugin.policy.internal.RunningPolicy;
import io.hookline.plugin.policy.json.PolicyException;
import io.hookline.plugin.policy.rule.Policy;
import io.hookline.plugin.policy.rule.PolicyCompiler;
import io.hookline.plugin.policy.rule.TestResult;
import io.hookline.shell.command.Arguments;
import io.hookline.shell.command.Command;
import io.hookline.shell.command.CommandArgument;
import io.hookline.shell.command.CommandContext;
import io.hookline.shell.command.CommandDescription;
import io.hookline.shell.command.CommandException;
import io.hookline.shell.command.CommandName;
import io.hookline.shell.command.CommandOption;
import io.hookline.shell.command.CommandResult;
import io.hookline.shell.command.Completion;
import io.hookline.shell.command.Role;
import io.hookline.shell.command.TextResult;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Shows, tries out and checks policies. */
@Component(service = Command.class)
@CommandName("policy")
public final class PolicyCommand implements Command {

    private static final String FILE = "--file";
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private static final CommandDescription DESCRIPTION = CommandDescription.of(
                    "Shows the policy that decides which requests pass, tries it out, and checks policy files.")
            .withArgument(CommandArgument.required("ACTION").withCompletion(Completion.of("show", "test", "check")))
            .withArgument(CommandArgument.any("ARGUMENT").withCompletion(Completion.NONE.withFiles()))
            .withForm("show", "shows the policy that applies, its rules and how often each decided, and a refused file")
            .withForm("test METHOD PATH", "says what the policy, or that of --file, does with a request, and why")
            .withForm("check FILE", "compiles a policy file and runs the tests in it")
            .withOptions(
                    CommandOption.value(DryRun.PRINCIPAL, "NAME", "the client's principal; without it, none"),
                    CommandOption.value(DryRun.ROLE, "ROLE", "a role of the client; may be repeated"),
                    CommandOption.value(
                            DryRun.CLAIM,
                            "NAME=VALUE",
                            "a claim of its token, JSON or a text, such as realm_access.roles=[\"a\"]; may be repeated"),
                    CommandOption.value(DryRun.HEADER, "NAME=VALUE", "a header field; may be repeated"),
                    CommandOption.value(DryRun.CLIENT, "ADDRESS", "the client's address; without it, 127.0.0.1"),
                    CommandOption.value(
                            DryRun.CERTIFICATE,
                            "NAME=VALUE",
                            "subject, name or fingerprint of the client's certificate; may be repeated"),
                    CommandOption.value(DryRun.AT, "TIME", "the time, such as 2026-01-01T12:00:00Z; without it, now"),
                    CommandOption.value(FILE, "FILE", "tries out the policy of a file, not the one that applies")
                            .withCompletion(Completion.NONE.withFiles()))
            .withExample("hook:policy test GET /records/7 --principal first --role reader")
            .withExample("hook:policy check policy.json");

    private final RunningPolicy running;

    /** With the running policy. */
    @Activate
    public PolicyCommand(@Reference RunningPolicy running) {
        this.running = running;
    }

    @Override
    public CommandDescription description() {
        return DESCRIPTION.withPermission(Role.VIEWER);
    }

    /** A file of this machine is for its owner to read. */
    @Override
    public Role permission(Arguments arguments) {
        return arguments.positional(0).equals("check") ? Role.OWNER : Role.VIEWER;
    }

    @Override
    public CommandResult run(CommandContext context) {
        Arguments arguments = context.arguments();
        List<String> words = arguments.positional();
        return switch (words.get(0)) {
            case "show" -> show(arguments, words);
            case "test" -> test(context, words);
            case "check" -> check(context, words);
            default -> throw arguments.complaint("knows show, test and check, not \"" + words.get(0) + "\"");
        };
    }

    private CommandResult show(Arguments arguments, List<String> words) {
        if (words.size() != 1) {
            throw arguments.complaint("show takes no argument");
        }
        PolicyReport report = PolicyReport.of(running.state());
        return CommandResult.text(report, report::text);
    }

    private CommandResult test(CommandContext context, List<String> words) {
        Arguments arguments = context.arguments();
        if (words.size() != 3) {
            throw arguments.complaint("test takes a method and a path");
        }
        Policy policy = arguments.has(FILE)
                ? compiled(context, arguments.value(FILE)).policy()
                : running.state().policy();
        if (policy == null) {
            throw new CommandException("no policy applies, and all requests are refused: "
                    + running.state().refusal() + ". Mend the file, or try one out with " + FILE + ".");
        }
        DecisionReport report = DecisionReport.of(
                policy, DryRun.request(arguments, words.get(1), words.get(2), Clock.systemUTC()), LIMIT);
        return CommandResult.text(report, report::text);
    }

    private CommandResult check(CommandContext context, List<String> words) {
        if (words.size() != 2) {
            throw context.arguments().complaint("check takes a file");
        }
        PolicyCompiler.Checked checked = compiled(context, words.get(1));
        long failed = checked.results().stream().filter(test -> !test.passed()).count();
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("policy", checked.policy().digest());
        data.put("rules", checked.policy().rules().size());
        data.put("tests", checked.results());
        TextResult result = CommandResult.text(data, width -> text(checked, width));
        return failed == 0
                ? result
                : result.withFailure(
                        failed + " of " + checked.results().size() + " tests fail: this policy would not be applied");
    }

    private static String text(PolicyCompiler.Checked checked, int width) {
        String summary =
                checked.policy().digest() + ": " + checked.policy().rules().size() + " rules, "
                        + checked.results().size() + " tests";
        StringBuilder text = new StringBuilder(Folded.of("policy ", summary, width));
        if (!checked.results().isEmpty()) {
            Table table = new Table("TEST", "LINE", "RESULT", "DECISION");
            for (TestResult test : checked.results()) {
                table.row(test.name(), test.place().line(), test.passed() ? "passed" : "FAILED", test.detail());
            }
            text.append('\n').append(table.text(width));
        }
        return text.toString();
    }

    private PolicyCompiler.Checked compiled(CommandContext context, String typed) {
        Path folder = context.folder();
        Path file = folder == null ? Path.of(typed) : folder.resolve(typed);
        try {
            return running.compiler().check(RegularFile.read(file, PolicyCompiler.MOST_BYTES));
        } catch (NoSuchFileException e) {
            throw new CommandException("there is no file " + file);
        } catch (IOException e) {
            throw new CommandException(file + " cannot be read: " + e.getMessage());
        } catch (PolicyException e) {
            throw new CommandException(file + " is refused: " + e.reason());
        }
    }
}
